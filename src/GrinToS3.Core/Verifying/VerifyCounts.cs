namespace GrinToS3.Verifying;

/// <summary>What verifying has found so far.</summary>
public sealed record VerifyCounts
{
    /// <summary>Objects that the run's file knows, and that were looked at.</summary>
    public long Objects { get; init; }

    /// <summary>Of them, those of which only the size could be told, because the store has no checksums of its own.</summary>
    public long SizeOnly { get; init; }

    /// <summary>Of them, those that are there, but of which nothing was noted to compare with: the Python tool stored them.</summary>
    public long NotVerifiable { get; init; }

    /// <summary>Objects that a session was just working on: look again.</summary>
    public long InUse { get; init; }

    /// <summary>Objects that are not there.</summary>
    public long Missing { get; init; }

    /// <summary>Objects of another size.</summary>
    public long WrongSize { get; init; }

    /// <summary>Objects of other content.</summary>
    public long Altered { get; init; }

    /// <summary>Objects that can't be read.</summary>
    public long Unreadable { get; init; }

    /// <summary>Objects in storage that the run's file does not know.</summary>
    public long Unknown { get; init; }

    /// <summary>Bytes that were read.</summary>
    public long BytesRead { get; init; }

    /// <summary>Objects that are missing or damaged.</summary>
    public long Damaged => Missing + WrongSize + Altered + Unreadable;

    internal VerifyCounts With(VerifyCounts more) => new()
    {
        Objects = Objects + more.Objects,
        SizeOnly = SizeOnly + more.SizeOnly,
        NotVerifiable = NotVerifiable + more.NotVerifiable,
        InUse = InUse + more.InUse,
        Missing = Missing + more.Missing,
        WrongSize = WrongSize + more.WrongSize,
        Altered = Altered + more.Altered,
        Unreadable = Unreadable + more.Unreadable,
        Unknown = Unknown + more.Unknown,
        BytesRead = BytesRead + more.BytesRead,
    };

    internal VerifyCounts With(Judgement judgement) => With(judgement.Fault) with
    {
        Objects = Objects + 1,
        SizeOnly = SizeOnly + (judgement.IsSizeOnly ? 1 : 0),
        NotVerifiable = NotVerifiable + (judgement.IsNotVerifiable ? 1 : 0),
        BytesRead = BytesRead + judgement.BytesRead,
    };

    internal VerifyCounts With(ObjectFault? fault) => fault switch
    {
        ObjectFault.Missing => this with { Missing = Missing + 1 },
        ObjectFault.WrongSize => this with { WrongSize = WrongSize + 1 },
        ObjectFault.Altered => this with { Altered = Altered + 1 },
        ObjectFault.Unreadable => this with { Unreadable = Unreadable + 1 },
        ObjectFault.Unknown => this with { Unknown = Unknown + 1 },
        _ => this,
    };
}
