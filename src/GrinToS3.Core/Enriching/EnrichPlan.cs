namespace GrinToS3.Enriching;

/// <summary>What enriching has to know; options are read in the activity that makes it, not in the workflow.</summary>
/// <param name="Window">Requests in flight.</param>
/// <param name="Room">The characters that the barcodes of a request may have together, one between two of them included.</param>
public sealed record EnrichPlan(int Window, int Room);
