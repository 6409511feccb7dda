using GrinToS3.Grin;
using GrinToS3.Mirroring;
using GrinToS3.Runs;
using GrinToS3.Verifying;
using Microsoft.Extensions.Options;

namespace GrinToS3.Functions.Settings;

/// <summary>Examines the app's settings at start: each problem is one line that names the setting.</summary>
internal sealed class SettingsExamination :
    IValidateOptions<RunsSettings>,
    IValidateOptions<GrinSettings>,
    IValidateOptions<SecretSettings>,
    IValidateOptions<StorageSettings>,
    IValidateOptions<TimerSettings>
{
    public ValidateOptionsResult Validate(string? name, RunsSettings options) => Result(
        Path.IsPathFullyQualified(options.Root) ? null : $"Runs__Root is '{options.Root}'; give the folder that holds all runs, as an absolute path such as /mounts/runs",
        options.IdleMinutes is >= 1 and <= 1440 ? null : $"Runs__IdleMinutes is {options.IdleMinutes}; give minutes between 1 and 1440");

    public ValidateOptionsResult Validate(string? name, GrinSettings options) => Result(
        options.LibraryDirectory is null or "" || LibraryDirectory.TryParse(options.LibraryDirectory, out _, out var problem) ? null : $"Grin__LibraryDirectory: {problem}",
        options.BaseUrl is null or "" || GrinAddress.TryParseBase(options.BaseUrl, out _, out problem) ? null : $"Grin__BaseUrl {problem}",
        options.RequestsPerSecond is null or (>= 0 and <= 10_000) ? null : "Grin__RequestsPerSecond must be between 0 and 10000",
        options.ConcurrentRequests is null or (>= 1 and <= 100) ? null : "Grin__ConcurrentRequests must be between 1 and 100",
        options.PageSize is null or (>= 1 and <= 1_000_000) ? null : "Grin__PageSize must be between 1 and 1000000");

    public ValidateOptionsResult Validate(string? name, SecretSettings options)
    {
        var files = new[] { options.ClientSecret, options.Tokens, options.Passphrase }.Any(static one => !string.IsNullOrEmpty(one));
        return Result(
            options.CredentialsDirectory is null or "" || Path.IsPathFullyQualified(options.CredentialsDirectory)
                ? null
                : $"Grin__CredentialsDirectory is '{options.CredentialsDirectory}'; give an absolute path",
            files && options.CredentialsDirectory is not (null or "")
                ? "Grin__CredentialsDirectory is given beside Grin__ClientSecret, Grin__Tokens or Grin__Passphrase; give the folder or the secrets"
                : null,
            new[] { options.ServiceAccountKey, options.ClientSecret, options.Tokens, options.Passphrase }.Any(IsUnresolved)
                ? "a secret is still a Key Vault reference; check that the app's identity may read the vault"
                : null);
    }

    public ValidateOptionsResult Validate(string? name, StorageSettings options) => Result(
        options.BasePath is null or "" || Path.IsPathFullyQualified(options.BasePath) ? null : $"Storage__BasePath is '{options.BasePath}'; give an absolute path");

    public ValidateOptionsResult Validate(string? name, TimerSettings options) => Result(
        RunName.TryParse(options.Run, out _, out var problem) ? null : $"Timer__Run: {problem}",
        MirrorPlan.ParseStages(options.Stages) is null ? $"Timer__Stages is '{options.Stages}'; give {MirrorPlan.AllStages}, or some of them, separated by commas" : null,
        options.DailyQuota is null or >= 0 ? null : "Timer__DailyQuota must be at least 0",
        options.SyncLimit is null or >= 1 ? null : "Timer__SyncLimit must be at least 1",
        options.AuditCycleWeeks is null or (>= 1 and <= AuditCalendar.MostWeeks) ? null : $"Timer__AuditCycleWeeks must be between 1 and {AuditCalendar.MostWeeks}",
        options.PatienceMinutes is >= 0 and <= 10_000 ? null : "Timer__PatienceMinutes must be between 0 and 10000");

    private static bool IsUnresolved(string? value) => value?.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal) ?? false;

    private static ValidateOptionsResult Result(params string?[] problems) => problems.OfType<string>().ToList() is { Count: > 0 } found
        ? ValidateOptionsResult.Fail(found)
        : ValidateOptionsResult.Success;
}
