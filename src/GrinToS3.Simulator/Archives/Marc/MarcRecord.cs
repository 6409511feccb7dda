namespace GrinToS3.Simulator.Archives.Marc;

/// <summary>A record, and what has to be found in it.</summary>
/// <param name="Fields">Its fields, in order.</param>
/// <param name="Expected">What they mean.</param>
internal sealed record MarcRecord(IReadOnlyList<MarcField> Fields, ExpectedMarc Expected);
