namespace GrinToS3.Simulator.Archives.Marc;

/// <summary>A field of a MARC record.</summary>
/// <param name="Tag">Three digits.</param>
/// <param name="Indicators">Two characters; empty for a control field.</param>
/// <param name="Subfields">Codes and values; a control field has one, without a code.</param>
internal sealed record MarcField(string Tag, string Indicators, IReadOnlyList<(string Code, string Value)> Subfields)
{
    public static MarcField Control(string tag, string value) => new(tag, "", [("", value)]);

    public static MarcField Data(string tag, params IReadOnlyList<(string Code, string Value)> subfields) => new(tag, "1 ", subfields);
}
