using System.Text.Json;
using GrinToS3.Progress;

namespace GrinToS3.Workflows;

/// <summary>Reads what an activity wrote down with its batch, so that an activity that is delivered again need not do the work again.</summary>
internal static class ReceiptNote
{
    /// <summary>The note as what it was written from.</summary>
    /// <param name="receipt">What the batch says of itself.</param>
    /// <returns>Null where the note is something else, as of another version.</returns>
    internal static T? ReadNote<T>(this BatchReceipt receipt)
        where T : class
    {
        try
        {
            return WorkflowJson.Read<T?>(receipt.Note);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
