namespace GrinToS3.Objects;

/// <summary>Walks the files below a folder in the order that S3 lists keys in: by the whole key. Holds the names of one folder a level.</summary>
internal static class KeyOrder
{
    internal static IEnumerable<(string Key, FileInfo File)> Walk(string folder, string prefix) => Walk(new DirectoryInfo(folder), "", prefix);

    private static IEnumerable<(string Key, FileInfo File)> Walk(DirectoryInfo folder, string above, string prefix)
    {
        if (!folder.Exists)
        {
            yield break;
        }

        foreach (var (key, entry) in folder.EnumerateFileSystemInfos().Select(entry => (above + NameOf(entry), entry))
            .Where(one => one.Item1.StartsWith(prefix, StringComparison.Ordinal) || (one.entry is DirectoryInfo && prefix.StartsWith(one.Item1, StringComparison.Ordinal)))
            .OrderBy(static one => one.Item1, StringComparer.Ordinal))
        {
            if (entry is FileInfo file)
            {
                yield return (key, file);
                continue;
            }

            foreach (var below in Walk((DirectoryInfo)entry, key, prefix))
            {
                yield return below;
            }
        }
    }

    // With its slash a folder sorts as the keys below it do: "a-b" comes before "a/b".
    private static string NameOf(FileSystemInfo entry) => entry is DirectoryInfo ? entry.Name + "/" : entry.Name;
}
