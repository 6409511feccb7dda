using System.Diagnostics;

namespace GrinToS3.Benchmarks.Scenarios;

/// <summary>The way with files in between: gpg to a file, a copy as the upload, tar to files, and their content read. It checks nothing that gpg and tar don't.</summary>
internal static class ArchiveStaging
{
    internal static void Run(ArchiveFiles files)
    {
        var decrypted = Path.Combine(files.Folder, "staged.tar.gz");
        var unpacked = Directory.CreateDirectory(Path.Combine(files.Folder, "staged")).FullName;
        files.Gpg.Run([], "--decrypt", "--output", decrypted, files.Encrypted);
        File.Copy(decrypted, decrypted + ".uploaded");
        using (var tar = Process.Start("tar", ["-xzf", decrypted, "-C", unpacked]))
        {
            tar.WaitForExit();
            if (tar.ExitCode != 0)
            {
                throw new InvalidOperationException($"tar ended with {tar.ExitCode}");
            }
        }

        var buffer = new byte[128 * 1024];
        foreach (var path in Directory.EnumerateFiles(unpacked, "*", SearchOption.AllDirectories))
        {
            using var file = File.OpenRead(path);
            while (file.Read(buffer) > 0)
            {
            }
        }

        Directory.Delete(unpacked, recursive: true);
        File.Delete(decrypted);
        File.Delete(decrypted + ".uploaded");
    }
}
