namespace GrinToS3.Grin.Http;

/// <summary>What a request is for; it decides what some statuses mean (spec: grin-protocol 2.6).</summary>
public enum GrinRequestKind
{
    /// <summary>The credential probe.</summary>
    Probe,

    /// <summary>A page of a list, HTML or text.</summary>
    List,

    /// <summary>A report on volumes, such as <c>_barcode_search</c>.</summary>
    Report,

    /// <summary>A conversion request: 429 means that the library's queue is full.</summary>
    Conversion,

    /// <summary>An archive: 404 means that it is not ready.</summary>
    Archive,
}
