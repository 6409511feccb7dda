using GrinToS3.Simulator.Archives;
using GrinToS3.Simulator.Conversions;
using GrinToS3.Simulator.Listing;
using GrinToS3.Simulator.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GrinToS3.Simulator.Serving;

/// <summary>What a request asks for, and what the steps on its way found out or decided.</summary>
internal sealed class SimulatedRequest
{
    public const string ArchiveSuffix = ".tar.gz.gpg";

    private const string LibrariesPath = "/libraries/";
    private const string ControlPath = "/" + ResourceName.Control;

    private SimulatedRequest(string resource, string? directory)
    {
        Resource = resource;
        Directory = directory;
    }

    /// <summary>One of <see cref="ResourceName"/>.</summary>
    public string Resource { get; }

    /// <summary>The library's directory; null outside of <c>/libraries/</c>.</summary>
    public string? Directory { get; }

    /// <summary>The volume whose archive is asked for; null where it is not about an archive.</summary>
    public string? Barcode { get; private init; }

    public bool BearerAccepted { get; set; }

    /// <summary>How a list page is laid out.</summary>
    public PageLayout Layout { get; set; }

    /// <summary>How the answer of <c>_barcode_search</c> is laid out.</summary>
    public ReportLayout Report { get; set; } = ReportLayout.Usual;

    /// <summary>What is wrong with the archive that is served.</summary>
    public ArchiveFlaw Flaw { get; set; } = ArchiveFlaw.None;

    /// <summary>Every so many lines of <c>_process</c> one is left out; null for none.</summary>
    public int? MissingLine { get; set; }

    /// <summary>What this call of <c>_process</c> is answered, once it was carried out.</summary>
    public ProcessReply? Process { get; set; }

    /// <summary>The error that the token or authorization endpoint has to answer with; null for none.</summary>
    public string? OAuthError { get; set; }

    public static SimulatedRequest Of(HttpContext http) => http.Features.GetRequiredFeature<SimulatedRequest>();

    /// <summary>Recognises what a path asks for.</summary>
    /// <param name="path">The path.</param>
    /// <param name="hasHop">Whether archives are served from elsewhere than below the library.</param>
    public static SimulatedRequest Parse(PathString path, bool hasHop)
    {
        var text = path.Value ?? "";
        if (text.StartsWith(LibrariesPath, StringComparison.Ordinal))
        {
            var rest = text[LibrariesPath.Length..];
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            var (directory, name) = slash < 0 ? (rest, "") : (rest[..slash], rest[(slash + 1)..]);
            var barcode = BarcodeOf(name);
            return new SimulatedRequest(barcode is null ? OfLibrary(name) : hasHop ? ResourceName.Hop : ResourceName.Archive, directory) { Barcode = barcode };
        }

        if (hasHop && text.StartsWith(ArchiveHops.Path, StringComparison.Ordinal) && BarcodeOf(text[ArchiveHops.Path.Length..]) is { } elsewhere)
        {
            return new SimulatedRequest(ResourceName.Archive, directory: null) { Barcode = elsewhere };
        }

        return new SimulatedRequest(
            text switch
            {
                "/token" => ResourceName.Token,
                "/authorize" => ResourceName.Authorize,
                _ when path.StartsWithSegments(ControlPath) => ResourceName.Control,
                _ => ResourceName.Other,
            },
            directory: null);
    }

    private static string OfLibrary(string name) => name switch
    {
        "" => ResourceName.Summary,
        ResourceName.AllBooks or ResourceName.Converted or ResourceName.Failed or ResourceName.InProcess
            or ResourceName.Process or ResourceName.BarcodeSearch => name,
        _ => ResourceName.Other,
    };

    private static string? BarcodeOf(string name) =>
        name.EndsWith(ArchiveSuffix, StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal) ? name[..^ArchiveSuffix.Length] : null;
}
