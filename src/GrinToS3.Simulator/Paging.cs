namespace GrinToS3.Simulator;

/// <summary>What the Next link of a list page carries (spec: grin-protocol 4.5).</summary>
public enum Paging
{
    /// <summary><c>first=</c> and the number of rows before the page, so that pages can be asked for in any order.</summary>
    First,

    /// <summary><c>ctoken=</c> and an opaque text, so that pages have to be asked for one after the other; <c>first=</c> means nothing.</summary>
    ContinuationToken,
}
