namespace GrinToS3.Archives.Pages;

/// <summary>The forms in which page texts are written.</summary>
public enum PageTextFormat
{
    /// <summary>JSONL in gzip, level 1, without name and time: the same text gives the same bytes.</summary>
    Gzip,

    /// <summary>JSONL as it is.</summary>
    Plain,
}
