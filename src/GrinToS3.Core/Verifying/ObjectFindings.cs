using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>Reads what verifying or auditing found.</summary>
public static class ObjectFindings
{
    /// <summary>The findings of a file, one by one; none where there is no file.</summary>
    /// <param name="path">The file.</param>
    public static IEnumerable<ObjectFinding> Read(string path) => File.Exists(path) ? File.ReadLines(path).Select(WorkflowJson.Read<ObjectFinding>) : [];
}
