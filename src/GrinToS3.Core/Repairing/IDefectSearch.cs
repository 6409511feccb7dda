using GrinToS3.Progress;

namespace GrinToS3.Repairing;

/// <summary>Looks for one kind of defect, page by page. It must not find again what <see cref="Mending"/> has mended.</summary>
internal interface IDefectSearch
{
    /// <summary>The next page. Works on a file that lacks the tables and indexes of this tool.</summary>
    /// <param name="connection">The file.</param>
    /// <param name="after">The barcode up to which all were looked at; empty at first.</param>
    /// <param name="limit">About how many volumes to take.</param>
    DefectPage Next(ProgressConnection connection, string after, int limit);
}
