namespace GrinToS3.Functions.EndToEnd;

/// <summary>What hosts have said, kept where a test has failed.</summary>
internal static class HostLogs
{
    // A folder to put them in as well, for a runner that keeps no attachments.
    private const string Variable = "GRIN_E2E_LOGS";

    /// <summary>Attaches the logs of a deployment to the present test if that has failed.</summary>
    internal static void KeepIfFailed(AppStand stand)
    {
        if (TestContext.Current.TestState?.Result is not TestResult.Failed)
        {
            return;
        }

        foreach (var (host, log) in stand.Logs())
        {
            var name = $"{stand.Hub.Name}-{host}";
            TestContext.Current.AddAttachment(name, log);
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder)
            {
                using var file = File.CreateText(Path.Combine(folder, name));
                file.Write(log);
            }
        }
    }
}
