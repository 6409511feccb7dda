namespace GrinToS3.Simulator.Archives.Content;

/// <summary>The recognized text of a page.</summary>
/// <param name="Expected">The text as a reader of archives has to understand it (spec: storage-config 9.1).</param>
/// <param name="Text">The plain text as it lies in the archive.</param>
/// <param name="Hocr">The text with its places on the page.</param>
internal sealed record Page(string Expected, Blob Text, Blob Hocr)
{
    /// <summary>A page of some lines.</summary>
    public static Page Of(IReadOnlyList<string> lines)
    {
        var text = string.Concat(lines.Select(line => line + "\n"));
        return Of(text, System.Text.Encoding.UTF8.GetBytes(text), lines);
    }

    /// <summary>A page whose bytes are not simply its text.</summary>
    public static Page Of(string expected, byte[] bytes, IReadOnlyList<string> lines) =>
        new(expected, Blob.Compressed(bytes), Blob.Compressed(HocrPage.Write(lines)));
}
