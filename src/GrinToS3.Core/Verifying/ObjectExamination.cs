using GrinToS3.Objects;
using GrinToS3.Workflows;

namespace GrinToS3.Verifying;

/// <summary>
/// Looks at one object, and makes sure before it accuses: a session may work on the run, so what looks wrong is compared once more with what file and storage
/// say now.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="rows">What its file says.</param>
/// <param name="level">How closely.</param>
/// <param name="session">Knows whether a session works on the run; null where none can.</param>
/// <param name="time">The clock.</param>
internal sealed class ObjectExamination(OpenRun run, StoredRows rows, VerifyLevel level, SessionWatch? session, TimeProvider time)
{
    private const int Looks = 2;

    /// <summary>A session writes its rows in groups, some minutes after the objects at the most.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromHours(1);

    private readonly ObjectJudge _judge = new(run.Objects, level);

    /// <summary>Looks at an object that the file knows.</summary>
    internal async ValueTask<Examined> KnownAsync(ExpectedObject expected, ListedObject? listed, CancellationToken cancellationToken)
    {
        var judgement = await _judge.RunAsync(expected, listed, cancellationToken);
        for (var look = 1; look < Looks && judgement.Fault is ObjectFault.WrongSize or ObjectFault.Altered; look++)
        {
            expected = rows.Find(expected.Kind, expected.Row.Barcode) ?? expected;
            judgement = await _judge.RunAsync(expected, listed: null, cancellationToken);
        }

        return judgement.Fault is not { } fault ? new Examined(judgement)
            : fault is ObjectFault.WrongSize or ObjectFault.Altered && await IsInUseAsync(judgement.Modified) ? new Examined(judgement, IsInUse: true)
            : new Examined(judgement, Finding: Finding(fault, expected.Kind, expected.Row.Barcode, expected.Key, judgement.Says!));
    }

    /// <summary>Looks at an object that storage has and the file, as it was read, does not know.</summary>
    internal async ValueTask<Examined> UnknownAsync(StoredKind kind, ListedObject listed, CancellationToken cancellationToken)
    {
        var barcode = kind.VolumeOf(run.Layout, listed.Key)?.Value;
        if (barcode is not null && rows.Find(kind, barcode) is { } known && known.Key == listed.Key)
        {
            // Its row came after that page of the file was read.
            return await KnownAsync(known, listed: null, cancellationToken);
        }

        return await run.Objects.HeadAsync(listed.Key, cancellationToken) is null ? new Examined(null)
            : await IsInUseAsync(listed.LastModified) ? new Examined(null, IsInUse: true)
            : new Examined(null, Finding: Finding(ObjectFault.Unknown, kind, barcode, listed.Key, $"the run's file does not know it ({listed.Size} bytes)"));
    }

    private ObjectFinding Finding(ObjectFault fault, StoredKind kind, string? barcode, ObjectKey key, string says) =>
        new(fault, kind, barcode, run.Objects.Describe(key), says);

    /// <summary>Whether a session may just have stored it, and its row is on the way.</summary>
    private async ValueTask<bool> IsInUseAsync(DateTimeOffset? modified) =>
        modified is { } moment && time.GetUtcNow() - moment < Young && session is not null && await session.IsAtWorkAsync();
}
