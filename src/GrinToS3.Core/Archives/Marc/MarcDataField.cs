namespace GrinToS3.Archives.Marc;

/// <summary>A data field of a MARC record.</summary>
/// <param name="Tag">Its three characters, such as <c>245</c>.</param>
/// <param name="Indicator1">The first indicator; empty where the record has none.</param>
/// <param name="Indicator2">The second indicator; empty where the record has none.</param>
/// <param name="Subfields">Its subfields, in the record's order.</param>
public sealed record MarcDataField(string Tag, string Indicator1, string Indicator2, IReadOnlyList<MarcSubfield> Subfields);
