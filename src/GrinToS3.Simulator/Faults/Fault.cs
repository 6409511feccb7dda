using GrinToS3.Simulator.Faults.Effects;
using GrinToS3.Simulator.Serving;

namespace GrinToS3.Simulator.Faults;

/// <summary>One rule of a plan: which requests it is for, and what happens to them.</summary>
/// <param name="Resource">The resource's name, such as <c>_all_books</c>; <c>*</c> for each of the library's own.</param>
/// <param name="Effect">What happens.</param>
public sealed record Fault(string Resource, FaultEffect Effect)
{
    /// <summary>The name that stands for each resource of the library.</summary>
    public const string AnyOfLibrary = "*";

    /// <summary>Only this page of a list, from 1; null for any.</summary>
    public int? Page { get; init; }

    /// <summary>Only requests for the archive of this volume; null for any.</summary>
    public string? Barcode { get; init; }

    /// <summary>Only requests with this HTTP method; null for any.</summary>
    public string? Method { get; init; }

    /// <summary>Only every n-th request that the rule is for; null for each.</summary>
    public int? Every { get; init; }

    /// <summary>Only from this request on of those that the rule is for, from 1.</summary>
    public int FirstRequest { get; init; } = 1;

    /// <summary>Only up to this request of those that the rule is for.</summary>
    public int LastRequest { get; init; } = int.MaxValue;

    /// <summary>How often it happens; null for always.</summary>
    public int? Times { get; init; }

    /// <summary>Whether the rule is for such requests, which it counts.</summary>
    internal bool IsFor(string resource, string method, string? barcode) =>
        (Resource == resource || Resource == AnyOfLibrary && ResourceName.OfLibrary.Contains(resource))
        && (Barcode is null || Barcode == barcode)
        && (Method is null || Method == method);

    /// <summary>Whether it happens to the request of this number that has happened so often.</summary>
    internal bool Matches(int request, int? page, int happened) =>
        (Page is null || Page == page)
        && (Every is null || request % Every == 0)
        && request >= FirstRequest
        && request <= LastRequest
        && (Times is null || happened < Times);
}
