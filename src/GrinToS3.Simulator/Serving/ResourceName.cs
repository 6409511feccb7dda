namespace GrinToS3.Simulator.Serving;

/// <summary>The names of the resources that are simulated, as GRIN, the journal and the fault grammar use them.</summary>
internal static class ResourceName
{
    public const string AllBooks = "_all_books";
    public const string Converted = "_converted";
    public const string Failed = "_failed";
    public const string InProcess = "_in_process";
    public const string Process = "_process";
    public const string BarcodeSearch = "_barcode_search";

    /// <summary><c>{barcode}.tar.gz.gpg</c>, wherever it is served from.</summary>
    public const string Archive = "archive";

    /// <summary>The same below the library, where it is only a redirect to the archive.</summary>
    public const string Hop = "hop";

    public const string Summary = "summary";
    public const string Token = "token";
    public const string Authorize = "authorize";

    /// <summary>The simulator's own; nothing goes wrong there.</summary>
    public const string Control = "_simulator";

    /// <summary>Whatever is not simulated: one name, so that the journal stays small whatever is asked.</summary>
    public const string Other = "other";

    public static readonly string[] OfLibrary = [AllBooks, Converted, Failed, InProcess, Process, BarcodeSearch, Archive, Hop, Summary];

    public static readonly string[] All = [.. OfLibrary, Token, Authorize, Other];
}
