namespace GrinToS3.Progress;

/// <summary>The next volumes to enrich; fewer pages than were asked for at the end.</summary>
/// <param name="Pages">The volumes, a request each.</param>
public sealed record EnrichmentPages(IReadOnlyList<EnrichmentPage> Pages);
