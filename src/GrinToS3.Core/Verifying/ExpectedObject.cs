using GrinToS3.Objects;
using GrinToS3.Progress;

namespace GrinToS3.Verifying;

/// <summary>An object that must be in storage.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Where.</param>
/// <param name="Row">What the run's file says of it.</param>
internal sealed record ExpectedObject(StoredKind Kind, ObjectKey Key, StoredRow Row);
