namespace GrinToS3.Infra;

public sealed class SettingsTests
{
    // Other values than the defaults, all in one deployment.
    private static readonly string[] Chosen =
    [
        "AZURE_PRINCIPAL_ID=7d0b8a0e-3f52-4a3e-9d39-0c2f8b6f1a11",
        "GRIN_SCHEDULE=0 30 1 * * 1",
        "TASKHUB_NAME=Fells",
        "GRIN_RUN=fells",
        "GRIN_STAGES=collect,sync",
        "GRIN_SYNC_LIMIT=500",
        "GRIN_AUDIT_CYCLE_WEEKS=26",
        "GRIN_REQUESTS_PER_SECOND=2.5",
        "GRIN_STORAGE_TYPE=s3",
        "GRIN_BUCKET_RAW=fells-raw",
        "GRIN_SECRETS=Grin--ServiceAccountKey,AWS-SECRET-ACCESS-KEY",
    ];

    [Fact]
    public async Task Settings_AreTheOnesThatTheAppReads()
    {
        var made = await Prediction.OfAsync(Chosen);
        Assert.Equal((0, ""), (made.Run.Code, made.Run.Said));
        var vault = made.Only("Microsoft.KeyVault/vaults").GetProperty("name").GetString();
        Assert.Equal(
            [
                ("AWS_SECRET_ACCESS_KEY", $"@Microsoft.KeyVault(VaultName={vault};SecretName=AWS-SECRET-ACCESS-KEY)"),
                ("GRIN_SCHEDULE", "0 30 1 * * 1"),
                ("Grin__ConcurrentRequests", "5"),
                ("Grin__LibraryDirectory", "Example"),
                ("Grin__RequestsPerSecond", "2.5"),
                ("Grin__ServiceAccountKey", $"@Microsoft.KeyVault(VaultName={vault};SecretName=Grin--ServiceAccountKey)"),
                ("Runs__Root", "/mounts/runs"),
                ("Storage__BucketRaw", "fells-raw"),
                ("Storage__Type", "s3"),
                ("TASKHUB_NAME", "Fells"),
                ("Timer__AuditCycleWeeks", "26"),
                ("Timer__Run", "fells"),
                ("Timer__Stages", "collect,sync"),
                ("Timer__SyncLimit", "500"),
            ],
            made.Settings.Where(static setting => IsOurs(setting.Key)).OrderBy(static setting => setting.Key, StringComparer.Ordinal)
                .Select(static setting => (setting.Key, setting.Value)));
    }

    [Fact]
    public async Task CredentialFiles_LieOnTheMount_IfNoSecretsAreInTheVault()
    {
        var made = await Prediction.OfAsync("GRIN_PLAN=dedicated", "GRIN_MOUNT=smb");
        Assert.Equal("/mounts/runs/.credentials", made.Settings["Grin__CredentialsDirectory"]);
    }

    [Fact]
    public async Task RuntimeStorage_HasNoKey_AndTheAppItsThreeRoles()
    {
        var made = await Prediction.OfAsync(Chosen);
        var account = made.Account("strt");
        Assert.False(account.GetProperty("properties").GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.Equal(
            ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"],
            made.All("Microsoft.Authorization/roleAssignments")
                .Where(role => role.GetProperty("id").GetString()!.StartsWith(account.GetProperty("id").GetString()!, StringComparison.Ordinal))
                .Select(static role => role.GetProperty("properties").GetProperty("roleDefinitionId").GetString()![^36..])
                .Order(StringComparer.Ordinal));
        Assert.Equal(account.GetProperty("name").GetString(), made.Settings["AzureWebJobsStorage__accountName"]);
        Assert.Equal("managedidentity", made.Settings["AzureWebJobsStorage__credential"]);
        Assert.DoesNotContain("AzureWebJobsStorage", made.Settings.Keys);
    }

    [Fact]
    public async Task WhoDeploys_MayPutSecrets()
    {
        var made = await Prediction.OfAsync(Chosen);
        Assert.Contains(
            made.All("Microsoft.Authorization/roleAssignments").Select(static role => role.GetProperty("properties")),
            static role => role.GetProperty("principalId").GetString() == "7d0b8a0e-3f52-4a3e-9d39-0c2f8b6f1a11"
                && role.GetProperty("roleDefinitionId").GetString()!.EndsWith("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Service_IsFound_ByItsTag()
    {
        var made = await Prediction.OfAsync(Chosen);
        var service = made.Only("Microsoft.Web/sites").GetProperty("tags").GetProperty("azd-service-name").GetString();
        Assert.Contains($"services:\n  {service}:\n", await File.ReadAllTextAsync(Path.Combine(Bicep.Repository, "azure.yaml")), StringComparison.Ordinal);
    }

    private static bool IsOurs(string name) =>
        name is "GRIN_SCHEDULE" or "TASKHUB_NAME" || new[] { "AWS_", "Grin__", "Runs__", "Storage__", "Timer__" }.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
