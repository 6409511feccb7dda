namespace GrinToS3.Grin.Listing;

/// <summary>Takes the fields of one book record, each once, in the order of <see cref="BookField"/>.</summary>
public interface IBookFieldWriter
{
    /// <summary>A field with a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value in UTF-8, possibly empty; it holds only during the call.</param>
    void Value(BookField field, scoped ReadOnlySpan<byte> value);

    /// <summary>A field that the row does not have.</summary>
    /// <param name="field">The field.</param>
    void Null(BookField field);
}
