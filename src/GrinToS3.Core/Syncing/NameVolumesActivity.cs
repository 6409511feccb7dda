using System.Globalization;
using GrinToS3.Grin;
using GrinToS3.Progress;
using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>Takes in the volumes that a person named. One that is not in the inventory gets a row, as the Python tool gives it one.</summary>
/// <param name="runs">The runs that are open in this process.</param>
public sealed class NameVolumesActivity(OpenRuns runs) : IActivity<NameVolumes, Outcome<VolumesNamed>>
{
    /// <summary>The activity's name.</summary>
    public const string Name = "NameVolumes";

    /// <inheritdoc />
    public Task<Outcome<VolumesNamed>> RunAsync(NameVolumes input, CancellationToken cancellationToken) => StorageGuard.RunAsync<VolumesNamed>(async () =>
    {
        using var lease = runs.Borrow(input.Run);
        var run = lease.Run;
        var batch = BatchId.ForNamed(input.Session);
        var path = Path.Combine(run.Directory.Path, Path.GetFileName(input.File));
        using var writer = run.Inbox.Create(batch);
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            if (!Barcode.TryParse(line, out var barcode, out var problem))
            {
                return new RunError(RunErrorKind.BadInput, "BadBarcode", $"{path}: {problem}");
            }

            if (input.AddsRows)
            {
                new VolumeRows(writer, input.Session, barcode.Value).Stub();
            }

            writer.BeginRow(BatchRowKind.Wanted);
            writer.Field(barcode.Value);
            writer.Field(input.Session.ToString(CultureInfo.InvariantCulture));
        }

        writer.Complete();
        return new VolumesNamed(batch);
    });
}
