namespace GrinToS3.Infra;

public sealed class TemplateTests
{
    [Fact]
    public async Task Build_SaysNothing()
    {
        using var template = new TemplateCopy();
        var run = await template.RunAsync([], "build", "--stdout", "main.bicep");
        Assert.Equal((0, ""), (run.Code, run.Said));
    }

    [Fact]
    public async Task Format_ChangesNothing()
    {
        using var template = new TemplateCopy();
        var before = template.Read();
        await template.ReplaceAsync("main.bicep", "targetScope = 'subscription'", "targetScope   =   'subscription'");
        var run = await template.RunAsync([], "format", "--pattern", "**/*.bicep*");
        Assert.Equal((0, ""), (run.Code, run.Said));
        Assert.Equal(before, template.Read());
    }

    /// <summary>The compiler ends with 0 here, which is why our checks ask for silence.</summary>
    [Fact]
    public async Task Build_NamesEach_IfPropertiesAreMisspelt()
    {
        using var template = new TemplateCopy();
        await template.ReplaceAsync("app/plan-app.bicep", "httpsOnly:", "httpOnly:");
        await template.ReplaceAsync("app/flex-app.bicep", "maximumInstanceCount:", "maximumInstances:");
        await template.ReplaceAsync("app/mount.bicep", "mountPath:", "path:");
        await template.ReplaceAsync("app/alerts.bicep", "windowSize:", "window:");
        await template.ReplaceAsync("app/nfs-share.bicep", "rootSquash:", "squash:");
        var run = await template.RunAsync([], "build", "--stdout", "main.bicep");
        Assert.All(
            ["\"httpOnly\"", "\"maximumInstances\"", "\"path\"", "\"window\"", "\"squash\""],
            name => Assert.Contains($"The property {name} is not allowed", run.Said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Build_Fails_IfAParameterIsNotUsed()
    {
        using var template = new TemplateCopy();
        await File.AppendAllTextAsync(template["main.bicep"], "\nparam unused string = ''\n");
        var run = await template.RunAsync([], "build", "--stdout", "main.bicep");
        Assert.NotEqual(0, run.Code);
        Assert.Contains("no-unused-params", run.Said, StringComparison.Ordinal);
    }
}
