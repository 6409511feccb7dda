using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GrinToS3.Grin;

/// <summary>Builds every GRIN URL; no other class does (spec: grin-protocol 1).</summary>
public sealed class GrinAddress
{
    /// <summary>Where Google serves GRIN.</summary>
    public static readonly Uri GoogleBase = new("https://books.google.com/libraries/");

    private const int LongestAddress = 7500;

    private readonly string _directory;

    /// <summary>Makes the addresses of one library.</summary>
    /// <param name="baseAddress">The base, with or without a trailing slash; <see cref="GoogleBase"/> except in tests.</param>
    /// <param name="directory">The library's directory.</param>
    public GrinAddress(Uri baseAddress, LibraryDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentNullException.ThrowIfNull(directory);
        Base = baseAddress;
        _directory = $"{baseAddress.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(directory.Value)}/";
    }

    /// <summary>Reads a base that a person gave: https, or http to this machine, for the token travels with every request.</summary>
    /// <param name="text">The address.</param>
    /// <param name="address">The base.</param>
    /// <param name="problem">What is wrong, beginning with the address.</param>
    public static bool TryParseBase(string text, [NotNullWhen(true)] out Uri? address, [NotNullWhen(false)] out string? problem)
    {
        problem = !Uri.TryCreate(text, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https") ? $"'{text}' is not an http(s) address"
            : address.Scheme is "http" && !address.IsLoopback ? $"'{text}' would send the token unencrypted; use https (http is for this machine only)"
            : null;
        address = problem is null ? address : null;
        return address is not null;
    }

    /// <summary>The base that was given.</summary>
    public Uri Base { get; }

    /// <summary>The cheap request that shows whether the credentials are accepted (spec: 3.6).</summary>
    public Uri Probe => new(_directory + "?format=text&result_count=1");

    /// <summary>The first page of a list (spec: 4.1).</summary>
    /// <param name="list">Which list.</param>
    /// <param name="pageSize">Rows a page; -1 asks for all on one page.</param>
    public Uri ListFirstPage(GrinList list, int pageSize) =>
        new(_directory + Resource(list) + "?result_count=" + pageSize.ToString(CultureInfo.InvariantCulture));

    /// <summary>The plain list of volumes in the conversion queue (spec: 5).</summary>
    public Uri InProcess => new(_directory + "_in_process?format=text");

    /// <summary>A volume's encrypted archive (spec: 1).</summary>
    /// <param name="stem">The name of its file without the ending: the barcode, or what the list of converted volumes shows.</param>
    public Uri Archive(string stem) => new(_directory + Uri.EscapeDataString(stem) + ".tar.gz.gpg");

    /// <summary>Asks for volumes to be converted (spec: 8).</summary>
    /// <param name="barcodes">The volumes; 200 were accepted in one call.</param>
    public Uri Process(IEnumerable<string> barcodes) => new(_directory + "_process?barcodes=" + string.Join(',', barcodes.Select(Uri.EscapeDataString)));

    /// <summary>Asks for all that GRIN knows of volumes (spec: 6).</summary>
    /// <param name="barcodes">The volumes; as many as <see cref="BarcodeSearchRoom"/> has room for.</param>
    public Uri BarcodeSearch(IEnumerable<string> barcodes) => new(BarcodeSearchPrefix + string.Join('+', barcodes.Select(Uri.EscapeDataString)));

    /// <summary>The characters that <see cref="BarcodeSearch"/> has room for, one between two barcodes included: longer addresses are refused (spec: 6).</summary>
    public int BarcodeSearchRoom => LongestAddress - BarcodeSearchPrefix.Length;

    private string BarcodeSearchPrefix => _directory + "_barcode_search?execute_query=true&format=text&mode=full&barcodes=";

    /// <summary>Resolves the address that a Next link names: absolute, rooted, or relative to the library (spec: 4.5).</summary>
    /// <param name="link">The link as the page gives it, with entities decoded.</param>
    /// <returns>The address, or null where the link is not one.</returns>
    public Uri? Resolve(string link) =>
        Uri.TryCreate(new Uri(_directory), link, out var address) && address.Scheme is "http" or "https"
            ? address : null;

    private static string Resource(GrinList list) => list switch
    {
        GrinList.AllBooks => "_all_books",
        GrinList.Converted => "_converted",
        GrinList.Failed => "_failed",
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, "an unknown list"),
    };
}
