using System.ComponentModel;
using System.Diagnostics;
using GrinToS3.Testing.Storage;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>Debian's rclone, which stores files in S3 and knows nothing of GRIN.</summary>
internal static class Rclone
{
    /// <summary>Why rclone can't be used on this machine, or null.</summary>
    internal static string? Missing { get; } = FindMissing();

    /// <summary>Copies the files of a folder into an empty bucket, without looking for what is there.</summary>
    /// <returns>Its processor time in seconds.</returns>
    internal static async Task<double> CopyAsync(string folder, string bucket, RadosGateway gateway, int atOnce)
    {
        var start = new ProcessStartInfo(
            "rclone",
            ["copy", folder, $":s3:{bucket}", "--config", "", "--transfers", $"{atOnce}", "--no-check-dest", "--s3-no-check-bucket", "--s3-provider", "Ceph", "--s3-endpoint", gateway.Endpoint.AbsoluteUri]);
        (start.Environment["RCLONE_S3_ACCESS_KEY_ID"], start.Environment["RCLONE_S3_SECRET_ACCESS_KEY"]) = (RadosGateway.AccessKey, RadosGateway.SecretKey);
        // Its transport takes no other certificates, and ends over the mere setting; the server speaks plain HTTP.
        start.Environment.Remove("AWS_CA_BUNDLE");
        await using var rclone = WatchedProcess.Start(start);
        var (exitCode, _) = await rclone.WaitAsync();
        return exitCode == 0 ? rclone.CpuSeconds : throw new InvalidOperationException($"rclone copy ended with {exitCode}");
    }

    private static string? FindMissing()
    {
        try
        {
            using var rclone = Process.Start(new ProcessStartInfo("rclone", ["version"]) { RedirectStandardOutput = true })!;
            rclone.StandardOutput.ReadToEnd();
            rclone.WaitForExit();
            return null;
        }
        catch (Win32Exception)
        {
            return "rclone is not installed (Debian: apt install rclone)";
        }
    }
}
