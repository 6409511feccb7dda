namespace GrinToS3.Archives.Marc;

/// <summary>A subfield of a MARC record.</summary>
/// <param name="Code">Its code, such as <c>a</c>.</param>
/// <param name="Value">Its value, trimmed.</param>
public sealed record MarcSubfield(string Code, string Value);
