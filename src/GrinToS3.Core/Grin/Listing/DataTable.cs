using GrinToS3.Grin.Listing.Markup;

namespace GrinToS3.Grin.Listing;

/// <summary>
/// The table of volumes: the first one that has a row of class <c>heading</c>. Reads its columns and its rows
/// (spec: grin-protocol 4.2). A row belongs to the table that it lies in, not to one around that.
/// </summary>
/// <param name="rows">Takes the cells of its rows.</param>
/// <param name="problem">Is told of what cannot be read.</param>
internal sealed class DataTable(RowReader rows, PageProblem problem)
{
    private const int MostColumns = 256;
    private readonly HeadingReader _heading = new(problem);
    private readonly List<string> _names = [];

    /// <summary>Whether the table was found on the page.</summary>
    public bool IsFound { get; private set; }

    /// <summary>Whether the table's end was found too.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The heading's cell that is being read.</summary>
    public HeadingReader Heading => _heading;

    /// <summary>How many tables are open where its cells lie; 0 while none of its cells is open.</summary>
    public int CellDepth { get; private set; }

    /// <summary>A row of class <c>heading</c> was opened.</summary>
    /// <returns>Whether it makes its table the table of volumes.</returns>
    public bool HeadingFound(ref OpenTable table)
    {
        if (IsFound)
        {
            if (table.EnclosesData)
            {
                problem.Irregular("a table with a heading row around another such table");
            }

            return false;
        }

        if (table.HadRows)
        {
            problem.Irregular("rows of data before the heading row");
        }

        table.IsData = true;
        IsFound = true;
        return true;
    }

    /// <summary>A <c>td</c> cell was opened.</summary>
    public void CellOpened(in OpenTable table, int depth)
    {
        if (!table.IsData)
        {
            return;
        }

        CellDepth = depth;
        if (rows.Columns is null)
        {
            _heading.OpenCell();
            if (table.Cells > MostColumns)
            {
                problem.Irregular($"a heading row of more than {MostColumns} cells");
            }
        }
        else if (IsDataRow(table))
        {
            rows.OpenCell(table.Cells - 1);
        }
    }

    /// <summary>Whether the open row of the table holds a volume.</summary>
    public bool IsDataRow(in OpenTable table) => rows.Columns is not null && table.Section == TagKind.TableBody && !table.IsHeadingRow;

    /// <summary>A whole cell of a row of data that holds only text.</summary>
    public void PlainCell(ReadOnlySpan<byte> text, int column)
    {
        rows.OpenCell(column);
        if (rows.WantsText)
        {
            rows.Text(text);
        }

        rows.CloseCell();
    }

    /// <summary>A <c>td</c> cell was closed.</summary>
    public void CellClosed(in OpenTable table)
    {
        if (!table.IsData)
        {
            return;
        }

        CellDepth = 0;
        if (rows.Columns is null)
        {
            _names.Add(_heading.CloseCell());
        }
        else if (IsDataRow(table))
        {
            rows.CloseCell();
        }
    }

    /// <summary>A row was closed.</summary>
    public void RowClosed(ref OpenTable table)
    {
        if (!IsFound)
        {
            table.HadRows |= table.Section == TagKind.TableBody && table.Cells >= RowReader.FewestCells;
        }
        else if (!table.IsData)
        {
            return;
        }
        else if (rows.Columns is null)
        {
            CloseHeading();
        }
        else if (IsDataRow(table))
        {
            rows.CloseRow(table.Cells);
        }
    }

    /// <summary>A table was closed.</summary>
    /// <param name="table">The table.</param>
    /// <param name="isComplete">Whether its own end tag closed it.</param>
    public void TableClosed(in OpenTable table, bool isComplete)
    {
        IsClosed |= table.IsData;
        if (table.IsData && !isComplete)
        {
            problem.Irregular("a table inside the table of volumes but outside its cells");
        }
    }


    private void CloseHeading()
    {
        var columns = new ListingColumns(_names);
        if (!columns.HasVolumes)
        {
            problem.Irregular("a table that has neither a Barcode nor a Filename column");
        }
        else
        {
            rows.Begin(columns);
        }
    }
}
