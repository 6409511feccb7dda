namespace GrinToS3.Archives.Marc;

/// <summary>The MARC record of a volume, as its METS file has it (spec: storage-config 10).</summary>
/// <param name="ControlFields">Fields without subfields, in the record's order.</param>
/// <param name="DataFields">Fields with subfields, in the record's order.</param>
public sealed record MarcRecord(IReadOnlyList<MarcControlField> ControlFields, IReadOnlyList<MarcDataField> DataFields)
{
    /// <summary>The first control field with a tag, or null.</summary>
    /// <param name="tag">The tag.</param>
    public string? Control(string tag) => ControlFields.FirstOrDefault(field => field.Tag == tag)?.Value;

    /// <summary>All values of a subfield that are not empty.</summary>
    /// <param name="tag">The field's tag.</param>
    /// <param name="code">The subfield's code.</param>
    public IEnumerable<string> Values(string tag, string code) =>
        from field in DataFields
        where field.Tag == tag
        from subfield in field.Subfields
        where subfield.Code == code && subfield.Value.Length > 0
        select subfield.Value;
}
