using GrinToS3.Simulator.Html;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Listing;

/// <summary>Which volumes a list shows, and in which columns (spec: grin-protocol 4.4).</summary>
internal abstract class ListingTable
{
    /// <summary>One of <see cref="Serving.ResourceName"/>.</summary>
    public abstract string Name { get; }

    /// <summary>The column names; empty for a column of check boxes.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The column that names the volume.</summary>
    public abstract string KeyColumn { get; }

    public abstract bool Includes(Book book);

    /// <summary>Appends a row's cells, from the first <c>&lt;td&gt;</c> to the last <c>&lt;/td&gt;</c>; less than <see cref="ListingPage.MaxRowBytes"/>.</summary>
    public abstract void AppendCells(ref Utf8Chunk html, Book book);

    /// <summary>Where the row after <paramref name="rows"/> rows is sought: a position in the library.</summary>
    public virtual int Seek(SimulatedLibrary library, int rows)
    {
        var position = 0;
        for (; rows > 0 && position < library.Count; position++)
        {
            rows -= Includes(library.GetBook(position)) ? 1 : 0;
        }

        return position;
    }

    protected static void AppendDate(ref Utf8Chunk html, GrinMinute date)
    {
        html.Append("<td>"u8);
        date.AppendTo(ref html);
        html.Append("</td>"u8);
    }

    protected static void AppendTitle(ref Utf8Chunk html, Book book)
    {
        html.Append("<td>"u8);
        book.AppendTitle(ref html);
        html.Append("</td>"u8);
    }

    protected static void AppendLink(ref Utf8Chunk html, Book book)
    {
        html.Append("<td>"u8);
        if (book.HasLink)
        {
            html.Append("<a href=\""u8);
            book.AppendLink(ref html);
            html.Append("\">link</a>"u8);
        }

        html.Append("</td>"u8);
    }
}
