using System.Globalization;
using GrinToS3.Grin;
using GrinToS3.Runs;

namespace GrinToS3.Objects;

/// <summary>Builds every object key; no other class does (spec: storage-config 2.1 and 2.2).</summary>
/// <param name="run">The run whose name prefixes the keys.</param>
/// <param name="storage">Where the run stores: archives in local storage have a folder a volume, and no run's name.</param>
public sealed class ObjectLayout(RunName run, StorageConfig storage)
{
    private const string ManifestFolder = "manifests/";

    private readonly bool _isLocal = storage.Type == StorageTypes.Local;

    /// <summary>How the keys of this run begin; archives in local storage have keys without it.</summary>
    public string Prefix => $"{run}/";

    /// <summary>How the keys begin among which a run looks for uploads that never ended.</summary>
    /// <param name="bucket">The bucket.</param>
    public string UnfinishedPrefix(Bucket bucket) => _isLocal && bucket is Bucket.Raw ? "" : Prefix;

    /// <summary>How the keys of archives begin; in local storage, where they have no run's name, this is empty.</summary>
    public string ArchivePrefix => UnfinishedPrefix(Bucket.Raw);

    /// <summary>How the keys of manifests begin.</summary>
    public string ManifestPrefix => $"{run}/{ManifestFolder}";

    /// <summary>The copy of the run's configuration.</summary>
    public ObjectKey RunConfig => Meta("run_config.json");

    /// <summary>The newest inventory as CSV.</summary>
    public ObjectKey LatestCsv => Meta("books_latest.csv");

    /// <summary>The newest inventory as CSV, compressed, as syncs store it.</summary>
    public ObjectKey LatestCompressedCsv => Meta("books_latest.csv.gz");

    /// <summary>The newest copy of the progress file.</summary>
    public ObjectKey LatestDatabase => Meta("books_latest.db.gz");

    /// <summary>The counters of all commands so far.</summary>
    public ObjectKey ProcessSummary => Meta("process_summary.json.gz");

    /// <summary>A volume's decrypted archive.</summary>
    /// <param name="barcode">The volume.</param>
    public ObjectKey Archive(Barcode barcode) => new(Bucket.Raw, _isLocal ? $"{barcode}/{barcode}.tar.gz" : $"{run}/{barcode}.tar.gz");

    /// <summary>A volume's page texts.</summary>
    /// <param name="barcode">The volume.</param>
    /// <param name="compressed">Whether they are stored as gzip (<c>sync_config.compression_full_enabled</c>).</param>
    public ObjectKey PageTexts(Barcode barcode, bool compressed) => new(Bucket.Full, $"{run}/{barcode}_ocr.jsonl{(compressed ? ".gz" : "")}");

    /// <summary>What was verified of a volume: sizes, digests, pages. Ours; the Python tool has none.</summary>
    /// <param name="barcode">The volume.</param>
    public ObjectKey Manifest(Barcode barcode) => Meta($"{ManifestFolder}{barcode}.json");

    /// <summary>Whose archive a key names; null where it names none.</summary>
    /// <param name="key">The key.</param>
    public Barcode? ArchiveOf(ObjectKey key) => Named(key, ".tar.gz", Archive);

    /// <summary>Whose page texts a key names; null where it names none.</summary>
    /// <param name="key">The key.</param>
    public Barcode? PageTextsOf(ObjectKey key) =>
        Named(key, "_ocr.jsonl.gz", barcode => PageTexts(barcode, compressed: true)) ?? Named(key, "_ocr.jsonl", barcode => PageTexts(barcode, compressed: false));

    /// <summary>Whose manifest a key names; null where it names none.</summary>
    /// <param name="key">The key.</param>
    public Barcode? ManifestOf(ObjectKey key) => Named(key, ".json", Manifest);

    /// <summary>The inventory of one moment as CSV.</summary>
    /// <param name="moment">The moment, in the zone that the name shall show.</param>
    public ObjectKey TimestampedCsv(DateTimeOffset moment) => Meta($"timestamped/{Stamp(moment)}_books.csv");

    /// <summary>The inventory of one moment as CSV, compressed, as syncs store it.</summary>
    /// <param name="moment">The moment, in the zone that the name shall show.</param>
    public ObjectKey TimestampedCompressedCsv(DateTimeOffset moment) => Meta($"timestamped/{Stamp(moment)}_books.csv.gz");

    /// <summary>The progress file of one moment.</summary>
    /// <param name="moment">The moment, in the zone that the name shall show.</param>
    public ObjectKey TimestampedDatabase(DateTimeOffset moment) => Meta($"timestamped/{Stamp(moment)}_books_latest.db.gz");

    /// <summary>How the keys of the run's <see cref="WriteProbe"/> begin, in each bucket.</summary>
    public string WriteProbes => $"{run}/write-probe-";

    /// <summary>A small object that a check of the storage stores and deletes again.</summary>
    /// <param name="bucket">The bucket that is checked.</param>
    /// <param name="check">The check: several at once don't meet.</param>
    public ObjectKey WriteProbe(Bucket bucket, Guid check) => new(bucket, $"{WriteProbes}{check:n}");

    private static Barcode? Named(ObjectKey key, string ending, Func<Barcode, ObjectKey> build)
    {
        var name = key.Key[(key.Key.LastIndexOf('/') + 1)..];
        return name.EndsWith(ending, StringComparison.Ordinal) && Barcode.TryParse(name[..^ending.Length], out var barcode, out _) && build(barcode) == key ? barcode : null;
    }

    private static string Stamp(DateTimeOffset moment) => moment.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);

    private ObjectKey Meta(string name) => new(Bucket.Meta, $"{run}/{name}");
}
