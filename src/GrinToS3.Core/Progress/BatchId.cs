using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace GrinToS3.Progress;

/// <summary>
/// Names a batch by the work that it holds, such as <c>_all_books/12/000003</c>: doing the work again gives the same id, and the store
/// applies an id once.
/// </summary>
[JsonConverter(typeof(BatchIdJsonConverter))]
public sealed partial record BatchId
{
    /// <summary>The most characters an id may have; its file name stays below the file systems' 255.</summary>
    public const int MaxLength = 150;

    // '+' is no character of an id, so that the mapping to a file name can be reversed.
    private const char SeparatorInFileName = '+';
    private const string FileEnding = ".batch";

    private BatchId(string value) => Value = value;

    /// <summary>The id: parts of letters, digits, '-', '_' and '.', separated by '/'.</summary>
    public string Value { get; }

    /// <summary>The id as the name of a file.</summary>
    public string FileName => FileNamePrefix(Value) + FileEnding;

    /// <summary>The batch of one page of a listing.</summary>
    /// <param name="list">The list's name.</param>
    /// <param name="listing">The listing's number in the ledger.</param>
    /// <param name="page">The page, from 0.</param>
    /// <exception cref="FormatException">The list's name has other characters.</exception>
    public static BatchId ForPage(string list, long listing, int page) =>
        Parse(string.Create(CultureInfo.InvariantCulture, $"{ListingPrefix(list, listing)}{page:D6}"));

    /// <summary>What the ids of all pages of a listing begin with.</summary>
    /// <param name="list">The list's name.</param>
    /// <param name="listing">The listing's number in the ledger.</param>
    public static string ListingPrefix(string list, long listing) => string.Create(CultureInfo.InvariantCulture, $"{ListPrefix(list)}{listing}/");

    /// <summary>What the ids of all pages of all listings of a list begin with.</summary>
    /// <param name="list">The list's name.</param>
    public static string ListPrefix(string list) => $"{list}/";

    /// <summary>What the ids of all batches of all sessions begin with.</summary>
    internal static IReadOnlyList<string> SessionPrefixes { get; } = ["sync/", "request/", "lists/", "named/", "enrich/"];

    /// <summary>The batch of what was done with one volume.</summary>
    /// <param name="session">The session.</param>
    /// <param name="barcode">The volume.</param>
    /// <exception cref="FormatException">The barcode has other characters than barcodes have.</exception>
    public static BatchId ForVolume(long session, string barcode) => Parse(string.Create(CultureInfo.InvariantCulture, $"sync/{session}/{barcode}"));

    /// <summary>The batch of what GRIN answered to one call that requests conversions.</summary>
    /// <param name="session">The session.</param>
    /// <param name="firstPosition">The position of the call's first volume.</param>
    public static BatchId ForRequest(long session, int firstPosition) =>
        Parse(string.Create(CultureInfo.InvariantCulture, $"request/{session}/{firstPosition:D7}"));

    /// <summary>The batch of what one of GRIN's lists shows.</summary>
    /// <param name="session">The session.</param>
    /// <param name="list">The list, such as <c>_converted</c>.</param>
    public static BatchId ForList(long session, string list) => Parse(string.Create(CultureInfo.InvariantCulture, $"lists/{session}/{list}"));

    /// <summary>The batch of volumes that a person named.</summary>
    /// <param name="session">The session.</param>
    public static BatchId ForNamed(long session) => Parse(string.Create(CultureInfo.InvariantCulture, $"named/{session}"));

    /// <summary>The batch of what GRIN answered to one request for the details of volumes.</summary>
    /// <param name="session">The session.</param>
    /// <param name="position">Where the request's last volume stands among all.</param>
    /// <param name="failed">Whether the request failed: its volumes are only noted then.</param>
    public static BatchId ForEnrichment(long session, long position, bool failed) =>
        Parse(string.Create(CultureInfo.InvariantCulture, $"enrich/{session}/{position:D9}{(failed ? "/failed" : "")}"));

    /// <summary>Reads an id.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is no id.</exception>
    public static BatchId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is no batch id: parts of letters, digits, '-', '_' and '.', separated by '/', at most {MaxLength} characters");

    /// <summary>Reads an id.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id.</param>
    /// <returns>False where the text is no id.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BatchId? id)
    {
        id = text is { Length: > 0 and <= MaxLength } && Valid().IsMatch(text) ? new BatchId(text) : null;
        return id is not null;
    }

    /// <summary>Reads the id back from <see cref="FileName"/>.</summary>
    /// <param name="fileName">A file's name without its folder.</param>
    /// <param name="id">The id.</param>
    /// <returns>False where the file is no batch.</returns>
    public static bool TryFromFileName(string fileName, [NotNullWhen(true)] out BatchId? id)
    {
        id = null;
        return fileName.EndsWith(FileEnding, StringComparison.Ordinal)
            && !fileName.Contains('/', StringComparison.Ordinal)
            && TryParse(fileName[..^FileEnding.Length].Replace(SeparatorInFileName, '/'), out id);
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <summary>What the file names of all ids with a prefix begin with.</summary>
    internal static string FileNamePrefix(string idPrefix) => idPrefix.Replace('/', SeparatorInFileName);

    [GeneratedRegex(@"^(?!\.)[A-Za-z0-9._-]+(/(?!\.)[A-Za-z0-9._-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Valid();
}
