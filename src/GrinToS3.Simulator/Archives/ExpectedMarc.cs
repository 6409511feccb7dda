namespace GrinToS3.Simulator.Archives;

/// <summary>
/// What has to be found in the MARC record of an archive, worked out while the record is made (spec: storage-config 10, with the two defects
/// corrected); several values are joined by <c>, </c>, and null stands for none.
/// </summary>
public sealed record ExpectedMarc
{
    /// <summary>001.</summary>
    public string? ControlNumber { get; init; }

    /// <summary>008 as it stands in the record, which may be without its last blanks; null where there is none.</summary>
    public string? Field008 { get; init; }

    /// <summary>008/06.</summary>
    public string? DateType { get; init; }

    /// <summary>008/07-10, if it is a year.</summary>
    public string? Date1 { get; init; }

    /// <summary>008/11-14, if it is a year; <c>9999</c>, which stands for no end, is none.</summary>
    public string? Date2 { get; init; }

    /// <summary>008/35-37.</summary>
    public string? Language { get; init; }

    /// <summary>010 $a.</summary>
    public string? Lccn { get; init; }

    /// <summary>050 $a.</summary>
    public string? CallNumber { get; init; }

    /// <summary>020 $a.</summary>
    public string? Isbn { get; init; }

    /// <summary>Those of 035 $a that are OCLC's.</summary>
    public string? OclcNumbers { get; init; }

    /// <summary>245 $a.</summary>
    public string? Title { get; init; }

    /// <summary>245 $b.</summary>
    public string? TitleRemainder { get; init; }

    /// <summary>100 $a.</summary>
    public string? AuthorPersonal { get; init; }

    /// <summary>110 $a.</summary>
    public string? AuthorCorporate { get; init; }

    /// <summary>111 $a.</summary>
    public string? AuthorMeeting { get; init; }

    /// <summary>650 $a without periods at their ends.</summary>
    public string? Subjects { get; init; }

    /// <summary>655 $a without periods at their ends.</summary>
    public string? Genres { get; init; }

    /// <summary>500 $a.</summary>
    public string? GeneralNote { get; init; }
}
