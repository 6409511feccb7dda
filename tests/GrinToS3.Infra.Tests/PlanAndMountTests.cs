using System.Text.Json;

namespace GrinToS3.Infra;

public sealed class PlanAndMountTests
{
    public static TheoryData<string, string> Combinations => new()
    {
        { "flex", "smb" },
        { "premium", "smb" },
        { "premium", "nfs" },
        { "dedicated", "smb" },
        { "dedicated", "nfs" },
    };

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Deployment_HasThePlan(string plan, string mount)
    {
        var made = await Prediction.OfAsync($"GRIN_PLAN={plan}", $"GRIN_MOUNT={mount}");
        Assert.Equal((0, ""), (made.Run.Code, made.Run.Said));
        Assert.Equal(
            plan switch { "flex" => "FC1", "premium" => "EP1", _ => "B1" },
            made.Only("Microsoft.Web/serverfarms").GetProperty("sku").GetProperty("name").GetString());
        var app = Properties(made.Only("Microsoft.Web/sites"));
        if (plan == "flex")
        {
            var config = app.GetProperty("functionAppConfig");
            Assert.Equal("""{"name":"dotnet-isolated","version":"10.0"}""", JsonSerializer.Serialize(config.GetProperty("runtime")));
            Assert.Equal(1, config.GetProperty("scaleAndConcurrency").GetProperty("maximumInstanceCount").GetInt32());
            // Flex refuses an app that tells its runtime in settings too.
            Assert.DoesNotContain(made.Settings.Keys, static name => name.StartsWith("FUNCTIONS_", StringComparison.Ordinal) || name.StartsWith("WEBSITE_", StringComparison.Ordinal));
            return;
        }

        Assert.Equal("dotnet-isolated", made.Settings["FUNCTIONS_WORKER_RUNTIME"]);
        Assert.Equal("DOTNET-ISOLATED|10.0", app.GetProperty("siteConfig").GetProperty("linuxFxVersion").GetString());
        Assert.Equal(plan == "dedicated", app.GetProperty("siteConfig").GetProperty("alwaysOn").GetBoolean());
        Assert.Equal(plan == "premium", made.Settings.ContainsKey("WEBSITE_CONTENTAZUREFILECONNECTIONSTRING"));
        Assert.Equal(mount == "nfs", app.GetProperty("virtualNetworkSubnetId").GetString() is not null);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Deployment_MountsAShareThatItMakes(string plan, string mount)
    {
        var made = await Prediction.OfAsync($"GRIN_PLAN={plan}", $"GRIN_MOUNT={mount}");
        var runs = Properties(made.Only("Microsoft.Web/sites/config")).GetProperty("runs");
        var account = made.Account(mount == "nfs" ? "stnfs" : "stsmb");
        var name = account.GetProperty("name").GetString();
        Assert.Equal(mount, runs.GetProperty("protocol").GetString()!.ToLowerInvariant());
        Assert.Equal(made.Settings["Runs__Root"], runs.GetProperty("mountPath").GetString());
        Assert.Equal(name, runs.GetProperty("accountName").GetString());
        Assert.Contains(
            made.All("Microsoft.Storage/storageAccounts/fileServices/shares"),
            share => share.GetProperty("name").GetString() == $"{name}/default/{runs.GetProperty("shareName").GetString()}");
        Assert.Contains($"/{name}/", made.Only("Microsoft.Authorization/locks").GetProperty("id").GetString()!, StringComparison.Ordinal);

        var key = runs.GetProperty("accessKey").GetString();
        if (mount == "smb")
        {
            Assert.Equal("@AppSettingRef(RUNS_MOUNT_KEY)", key);
            Assert.StartsWith("@Microsoft.KeyVault(", made.Settings["RUNS_MOUNT_KEY"], StringComparison.Ordinal);
            Assert.Empty(made.All("Microsoft.Network/virtualNetworks"));
            return;
        }

        Assert.Null(key);
        Assert.Equal("FileStorage", account.GetProperty("kind").GetString());
        var rules = Properties(account).GetProperty("networkAcls");
        Assert.Equal("Deny", rules.GetProperty("defaultAction").GetString());
        Assert.Equal(
            Properties(made.Only("Microsoft.Web/sites")).GetProperty("virtualNetworkSubnetId").GetString(),
            Assert.Single(rules.GetProperty("virtualNetworkRules").EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Deployment_KeepsAccountKeysInTheVaultAlone(string plan, string mount)
    {
        var made = await Prediction.OfAsync($"GRIN_PLAN={plan}", $"GRIN_MOUNT={mount}");
        var secrets = made.All("Microsoft.KeyVault/vaults/secrets");
        Assert.Equal((mount == "smb" ? 1 : 0) + (plan == "premium" ? 1 : 0), secrets.Count(static secret => Keys(secret.GetRawText()) > 0));
        Assert.Equal(secrets.Sum(static secret => Keys(secret.GetRawText())), Keys(made.Text));
    }

    [Theory]
    [InlineData("Flex Consumption mounts Azure Files over SMB only", "GRIN_PLAN=flex", "GRIN_MOUNT=nfs")]
    [InlineData("Elastic Premium has the sizes EP1, EP2 and EP3", "GRIN_PLAN=premium", "GRIN_PLAN_SIZE=B1")]
    [InlineData("A dedicated plan needs a size that stays on", "GRIN_PLAN=dedicated", "GRIN_PLAN_SIZE=F1")]
    [InlineData("Credentials are secrets in the vault or files in a folder", "GRIN_SECRETS=Grin--Tokens", "GRIN_CREDENTIALS_DIRECTORY=/mounts/runs/keys")]
    [InlineData("'shareGiB' is not valid", "GRIN_SHARE_GIB=10")]
    public async Task Deployment_IsRefused_IfChoicesDoNotGoTogether(string reason, params string[] settings)
    {
        var made = await Prediction.OfAsync(settings);
        Assert.NotEqual(0, made.Run.Code);
        Assert.Contains(reason, made.Run.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployment_NamesEach_IfValuesAreWrong()
    {
        var made = await Prediction.OfAsync(
            "GRIN_PLAN=cheap", "GRIN_MOUNT=nfs3", "GRIN_STORAGE_TYPE=ftp", "GRIN_SECRETS=Grin--Passphrase,Grin--Pasphrase", "GRIN_LIBRARY_DIRECTORY=");
        Assert.NotEqual(0, made.Run.Code);
        Assert.All(
            ["'cheap'", "'nfs3'", "'ftp'", "'Grin--Pasphrase'", "minimum allowable length is 1"],
            named => Assert.Contains(named, made.Run.Said, StringComparison.Ordinal));
    }

    private static JsonElement Properties(JsonElement resource) => resource.GetProperty("properties");

    private static int Keys(string text) => text.Split("listKeys").Length - 1;
}
