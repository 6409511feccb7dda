using System.Text;
using GrinToS3.Files;
using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>Findings as a file that only grows: one JSON object a line.</summary>
internal sealed class FindingsFile : IDisposable
{
    private readonly FileStream _file;

    /// <summary>Opens it, and drops what is behind a length: it was written after the state that goes on from there.</summary>
    internal FindingsFile(string path, long length)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024);
        _file.SetLength(Math.Min(length, _file.Length));
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Its length when all that was added is on the disk.</summary>
    internal long Flush()
    {
        _file.Flush(flushToDisk: true);
        return _file.Length;
    }

    internal void Add(ObjectFinding finding) => _file.Write(LineOf(finding));

    /// <summary>Writes a file with these findings in the place of the one that is there.</summary>
    internal static void Replace(string path, IEnumerable<ObjectFinding> findings) => AtomicFile.Write(path, stream =>
    {
        foreach (var finding in findings)
        {
            stream.Write(LineOf(finding));
        }
    });

    public void Dispose() => _file.Dispose();

    private static byte[] LineOf(ObjectFinding finding) => Encoding.UTF8.GetBytes(WorkflowJson.Write(finding) + "\n");
}
