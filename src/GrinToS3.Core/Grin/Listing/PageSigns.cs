namespace GrinToS3.Grin.Listing;

/// <summary>Tells pages that are no listing at all, though GRIN sends them with status 200 (spec: grin-protocol 4.5, 14).</summary>
internal sealed class PageSigns
{
    private readonly PhraseScanner _softError = new([.. "Your request is unavailable"u8]);

    private readonly PhraseScanner[] _login =
    [
        new([.. "accounts.google.com/ServiceLogin"u8]),
        new([.. "accounts.google.com/signin/"u8]),
        new([.. "accounts.google.com/v3/signin"u8]),
        new([.. "gaia_loginform"u8]),
        new([.. "type=\"password\""u8]),
    ];

    /// <summary>Whether the page says that GRIN cannot answer now.</summary>
    public bool IsSoftError => _softError.IsFound;

    /// <summary>Whether a page without a table of volumes asks to sign in.</summary>
    public bool IsLogin => Array.Exists(_login, sign => sign.IsFound);

    /// <summary>Looks in the next bytes of the page.</summary>
    /// <param name="piece">The bytes.</param>
    /// <param name="hasTable">Whether the table of volumes was found: a page with it may link to the login page.</param>
    public void Scan(ReadOnlySpan<byte> piece, bool hasTable)
    {
        _softError.Scan(piece);
        if (!hasTable)
        {
            foreach (var sign in _login)
            {
                sign.Scan(piece);
            }
        }
    }
}
