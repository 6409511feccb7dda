using GrinToS3.Functions.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GrinToS3.Functions.Settings;

public sealed class SettingsExaminationTests
{
    private static readonly Dictionary<string, string?> Sound = new() { ["Runs:Root"] = "/mounts/runs" };

    [Fact]
    public void Start_Succeeds_IfOnlyTheFolderOfRunsIsGiven() => Start();

    [Theory]
    [InlineData("Runs:Root", "", "Runs__Root is ''")]
    [InlineData("Runs:Root", "runs", "Runs__Root is 'runs'")]
    [InlineData("Runs:IdleMinutes", "0", "Runs__IdleMinutes is 0")]
    [InlineData("Runs:IdleMinutes", "1441", "Runs__IdleMinutes is 1441")]
    [InlineData("Grin:LibraryDirectory", "a/b", "Grin__LibraryDirectory")]
    [InlineData("Grin:BaseUrl", "ftp://grin", "Grin__BaseUrl")]
    [InlineData("Grin:RequestsPerSecond", "-1", "Grin__RequestsPerSecond")]
    [InlineData("Grin:RequestsPerSecond", "NaN", "Grin__RequestsPerSecond")]
    [InlineData("Grin:ConcurrentRequests", "0", "Grin__ConcurrentRequests")]
    [InlineData("Grin:PageSize", "1000001", "Grin__PageSize")]
    [InlineData("Storage:BasePath", "storage", "Storage__BasePath is 'storage'")]
    [InlineData("Timer:Run", "a b", "Timer__Run")]
    [InlineData("Timer:PatienceMinutes", "10001", "Timer__PatienceMinutes")]
    [InlineData("Timer:Stages", "", "Timer__Stages is ''")]
    [InlineData("Timer:Stages", "collect,burn", "Timer__Stages is 'collect,burn'")]
    [InlineData("Timer:Stages", "1", "Timer__Stages is '1'")]
    [InlineData("Timer:DailyQuota", "-1", "Timer__DailyQuota")]
    [InlineData("Timer:SyncLimit", "0", "Timer__SyncLimit")]
    [InlineData("Timer:AuditCycleWeeks", "0", "Timer__AuditCycleWeeks")]
    public void Start_FailsWithALineThatNamesTheSetting_IfItIsWrong(string setting, string value, string named)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Start((setting, value)));

        var line = Assert.Single(error.Failures);
        Assert.StartsWith(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void Start_FailsWithOneLineForEach_IfSeveralSettingsOfASectionAreWrong()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Start(("Grin:PageSize", "0"), ("Grin:ConcurrentRequests", "101"), ("Grin:BaseUrl", "nowhere")));

        Assert.Equal(3, error.Failures.Count());
    }

    [Fact]
    public void Start_BindsEverySetting_IfAllAreGiven()
    {
        var services = Start(
            ("Runs:IdleMinutes", "5"), ("Grin:LibraryDirectory", "Harvard"), ("Grin:BaseUrl", "https://grin.test/libraries/"), ("Grin:RequestsPerSecond", "2.5"),
            ("Grin:ConcurrentRequests", "3"), ("Grin:PageSize", "250"), ("Storage:Type", "local"), ("Storage:BasePath", "/data"), ("Storage:BucketRaw", "r"),
            ("Storage:BucketMeta", "m"), ("Storage:BucketFull", "f"), ("Timer:Run", "nightly"), ("Timer:Refresh", "false"), ("Timer:PatienceMinutes", "7"),
            ("Timer:Stages", "collect, sync"), ("Timer:DailyQuota", "300"), ("Timer:SyncLimit", "50"), ("Timer:AuditCycleWeeks", "13"));

        Assert.Equivalent(new RunsSettings { Root = "/mounts/runs", IdleMinutes = 5 }, Value<RunsSettings>());
        Assert.Equivalent(
            new GrinSettings { LibraryDirectory = "Harvard", BaseUrl = "https://grin.test/libraries/", RequestsPerSecond = 2.5, ConcurrentRequests = 3, PageSize = 250 },
            Value<GrinSettings>());
        Assert.Equivalent(new StorageSettings { Type = "local", BasePath = "/data", BucketRaw = "r", BucketMeta = "m", BucketFull = "f" }, Value<StorageSettings>());
        Assert.Equivalent(new TimerSettings { Run = "nightly", Refresh = false, PatienceMinutes = 7, Stages = "collect, sync", DailyQuota = 300, SyncLimit = 50, AuditCycleWeeks = 13 }, Value<TimerSettings>());

        T Value<T>()
            where T : class => services.GetRequiredService<IOptions<T>>().Value;
    }

    /// <summary>Does what a host does with settings when it starts.</summary>
    private static ServiceProvider Start(params (string Name, string Value)[] settings)
    {
        var given = new Dictionary<string, string?>(Sound);
        foreach (var (name, value) in settings)
        {
            given[name] = value;
        }

        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(given).Build())
            .AddLogging()
            .AddGrinToS3()
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        return services;
    }
}
