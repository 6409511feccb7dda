namespace GrinToS3.Archives.Marc;

/// <summary>A control field of a MARC record.</summary>
/// <param name="Tag">Its three characters, such as <c>008</c>.</param>
/// <param name="Value">Its value as it stands; positions count, so nothing is trimmed but line ends and tabs at its ends.</param>
public sealed record MarcControlField(string Tag, string Value);
