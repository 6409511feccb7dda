using GrinToS3.Grin.Listing.Markup;

namespace GrinToS3.Grin.Listing;

/// <summary>
/// The tables that are open, each inside a cell of the one before it. Opens and closes sections, rows and cells as the
/// HTML standard's tree construction does, with all the tags that may be left out.
/// </summary>
/// <param name="data">Is told of rows and cells.</param>
/// <param name="problem">Is told of what cannot be read.</param>
internal sealed class TableStack(DataTable data, PageProblem problem)
{
    private const int DeepestNesting = 32;
    private readonly OpenTable[] _tables = new OpenTable[DeepestNesting];

    /// <summary>How many tables are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether what comes now is content, of a cell or of the page, and not between the cells of a table.</summary>
    public bool IsInContent => Depth == 0 || Innermost.IsInContent;

    /// <summary>Whether what comes now lies between the cells of a row of data.</summary>
    public bool IsInDataRow => Depth > 0 && Innermost is { HasRow: true, IsData: true, IsInContent: false } && data.IsDataRow(Innermost);

    /// <summary>Takes a whole cell that holds only text, while <see cref="IsInDataRow"/>.</summary>
    public void PlainCell(ReadOnlySpan<byte> text) => data.PlainCell(text, Innermost.Cells++);

    private ref OpenTable Innermost => ref _tables[Depth - 1];

    /// <summary>Takes a tag whose kind is one of the table's own.</summary>
    public void Take(in HtmlTag tag)
    {
        if (Depth == 0)
        {
            if (tag.Kind == TagKind.Table && !tag.IsEnd)
            {
                Open();
            }
        }
        else if (tag.IsEnd)
        {
            End(tag.Kind);
        }
        else
        {
            Start(tag);
        }
    }

    private void Start(in HtmlTag tag)
    {
        ref var table = ref Innermost;
        switch (tag.Kind)
        {
            case TagKind.Table:
                if (!table.IsInContent)
                {
                    // A table cannot lie between cells: it ends the open one.
                    CloseTable(isComplete: false);
                }

                Open();
                break;
            case TagKind.Cell or TagKind.HeaderCell:
                CloseCell(ref table);
                OpenCell(ref table, tag.Kind);
                break;
            case TagKind.Row:
                CloseRow(ref table);
                OpenRow(ref table, tag);
                break;
            default:
                CloseSection(ref table);
                table.Section = tag.Kind is TagKind.TableBody or TagKind.TableHead or TagKind.TableFoot ? tag.Kind : TagKind.Other;
                table.Cell = tag.Kind == TagKind.Caption ? TagKind.Caption : TagKind.Other;
                break;
        }
    }

    private void End(TagKind kind)
    {
        ref var table = ref Innermost;
        if (kind == TagKind.Table)
        {
            CloseTable(isComplete: true);
        }
        else if (table.Cell == kind)
        {
            CloseCell(ref table);
        }
        else if (table.Cell == TagKind.Caption)
        {
            return;
        }
        else if (kind is TagKind.Cell or TagKind.HeaderCell && table.IsInContent)
        {
            // The standard passes over it, HTML libraries close the cell.
            problem.Irregular("a cell that is closed by the end tag of another kind of cell");
        }
        else if (kind == TagKind.Row)
        {
            CloseRow(ref table);
        }
        else if (kind == table.Section)
        {
            CloseSection(ref table);
        }
    }

    private void Open()
    {
        if (Depth == DeepestNesting)
        {
            problem.Irregular($"tables nested more than {DeepestNesting} deep");
            return;
        }

        _tables[Depth++] = default;
    }

    private void OpenRow(ref OpenTable table, in HtmlTag tag)
    {
        BeginRow(ref table);
        if (tag.HasClass("heading"u8))
        {
            table.IsHeadingRow = true;
            if (data.HeadingFound(ref table))
            {
                EncloseData();
            }
        }
    }

    private void OpenCell(ref OpenTable table, TagKind kind)
    {
        if (!table.HasRow)
        {
            BeginRow(ref table);
        }

        table.Cell = kind;
        if (kind == TagKind.Cell)
        {
            table.Cells++;
            data.CellOpened(table, Depth);
        }
    }

    private static void BeginRow(ref OpenTable table)
    {
        if (table.Section == TagKind.Other)
        {
            table.Section = TagKind.TableBody;
        }

        table.HasRow = true;
        table.Cells = 0;
        table.IsHeadingRow = false;
    }

    private void CloseCell(ref OpenTable table)
    {
        if (table.Cell == TagKind.Cell)
        {
            data.CellClosed(table);
        }

        table.Cell = TagKind.Other;
    }

    private void CloseRow(ref OpenTable table)
    {
        CloseCell(ref table);
        if (table.HasRow)
        {
            table.HasRow = false;
            data.RowClosed(ref table);
        }
    }

    private void CloseSection(ref OpenTable table)
    {
        CloseRow(ref table);
        table.Section = TagKind.Other;
    }

    private void CloseTable(bool isComplete)
    {
        ref var table = ref Innermost;
        CloseSection(ref table);
        data.TableClosed(table, isComplete);
        Depth--;
    }

    private void EncloseData()
    {
        foreach (ref var outer in _tables.AsSpan(0, Depth - 1))
        {
            outer.EnclosesData = true;
        }
    }
}
