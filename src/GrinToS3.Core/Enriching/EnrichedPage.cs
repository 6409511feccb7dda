using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Enriching;

/// <summary>What came of one request: in the inbox as a batch.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Enriched">Volumes that GRIN showed.</param>
/// <param name="Absent">Volumes that it did not show.</param>
/// <param name="UnknownColumns">Columns of GRIN's that have no column here; their values are kept beside.</param>
/// <param name="MissingColumns">Columns that GRIN did not show; what is there stays.</param>
/// <param name="States">Of a poll: how many of the volumes that GRIN showed are in which of its states.</param>
/// <param name="Failure">Why the request failed, where it did: then the batch only notes that, and when its volumes are due again.</param>
public sealed record EnrichedPage(
    BatchId Batch,
    int Enriched,
    int Absent,
    IReadOnlyList<string> UnknownColumns,
    IReadOnlyList<string> MissingColumns,
    IReadOnlyDictionary<string, int> States,
    RunError? Failure = null);
