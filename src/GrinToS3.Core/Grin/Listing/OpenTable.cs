using GrinToS3.Grin.Listing.Markup;

namespace GrinToS3.Grin.Listing;

/// <summary>Where a table that is not closed yet stands: its open section, row and cell.</summary>
internal struct OpenTable
{
    /// <summary>The open section, or <see cref="TagKind.Other"/>.</summary>
    public TagKind Section;

    /// <summary>The open cell, header cell or caption, or <see cref="TagKind.Other"/>.</summary>
    public TagKind Cell;

    public bool HasRow;

    /// <summary>How many <c>td</c> cells the open row has so far.</summary>
    public int Cells;

    /// <summary>Whether the open row has the class <c>heading</c>.</summary>
    public bool IsHeadingRow;

    /// <summary>Whether a row that looks like data was closed.</summary>
    public bool HadRows;

    /// <summary>Whether this is the table of volumes.</summary>
    public bool IsData;

    /// <summary>Whether the table of volumes lies inside this one.</summary>
    public bool EnclosesData;

    /// <summary>Whether what comes now is content, of a cell or a caption, and not between them.</summary>
    public readonly bool IsInContent => Cell != TagKind.Other;
}
