using System.Globalization;
using GrinToS3.Simulator.Archives.Content;
using GrinToS3.Simulator.Archives.Marc;
using GrinToS3.Simulator.Archives.OpenPgp;
using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Archives;

/// <summary>
/// The archives of a library, made when they are asked for. One costs little more than its texts: images, and most texts, are shared by all
/// volumes, and what is encrypted is worked out while it is read.
/// </summary>
public sealed class SimulatedArchives
{
    private const int MaxKept = 64;

    private readonly SimulatorOptions _options;
    private readonly SimulatedLibrary _library;
    private readonly ImagePool _images;
    private readonly PagePool _pages;
    private readonly KeyRing _keys;
    private readonly KeyRing _otherKeys;
    private readonly RecentArchives _recent = new(MaxKept);

    /// <summary>Describes the archives of the library that the options describe, at rest: a test needs no server to know what one serves.</summary>
    /// <param name="options">The library, and the size of its archives.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public SimulatedArchives(SimulatorOptions options)
        : this(options, (options ?? throw new ArgumentNullException(nameof(options))).ToLibrary())
    {
    }

    internal SimulatedArchives(SimulatorOptions options, SimulatedLibrary library)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ArchiveSize, SimulatorOptions.SmallestArchive, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ArchiveSize, SimulatorOptions.LargestArchive, nameof(options));
        (_options, _library) = (options, library);
        _images = new ImagePool(options.Seed, options.ArchiveSize);
        _pages = new PagePool(options.Seed);
        Passphrase = Passphrases.Of(options.Seed);
        _keys = new KeyRing(options.Seed, Passphrase);
        _otherKeys = new KeyRing(options.Seed, Passphrases.Other(options.Seed));
    }

    /// <summary>What every archive is encrypted with.</summary>
    public string Passphrase { get; }

    /// <summary>The archive of a volume.</summary>
    /// <param name="barcode">The volume.</param>
    /// <returns>The archive; null where the volume is not converted.</returns>
    public SimulatedArchive? Find(string barcode) => Find(barcode, ArchiveFlaw.None);

    internal SimulatedArchive? Find(string barcode, ArchiveFlaw flaw)
    {
        if (!_library.TryFind(barcode, out var book) || book.Status != BookState.Converted)
        {
            return null;
        }

        var etag = ETagOf(book);
        return flaw == ArchiveFlaw.None
            ? _recent.GetOrAdd(barcode + etag, () => Make(book, etag, flaw))
            : Make(book, etag, flaw);
    }

    private static Dice DiceOf(Book book) => book.Dice.Of(Roll.Archive, book.History.Steps)
        .Of(Roll.Reconversion, book.History.Reconversions)
        .Of(Roll.Conversion, book.History.Attempt);

    private static string ETagOf(Book book) => DiceOf(book).Key.ToString("x16", CultureInfo.InvariantCulture);

    private SimulatedArchive Make(Book book, string etag, ArchiveFlaw flaw)
    {
        var barcode = book.Barcode;
        var dice = DiceOf(book);
        var title = new VolumeTitle(book.Dice).ToString();
        var wanted = _options.ArchiveSize / 2 + (long)(_options.ArchiveSize * (dice.Number(Roll.ArchiveSize, 1 << 16) / (double)(1 << 16)));
        var first = Page.Of([title, barcode, "Conversion " + etag]);
        var pages = new PageSet(dice, _images, _pages, first, wanted);
        var record = MarcMaker.Make(book.Dice, title);
        var content = new VolumeContent(dice, _options.Directory, barcode, pages, record, flaw);
        var file = content.Pack();
        var form = MessageForm.All[dice.Number(Roll.ArchiveForm, MessageForm.All.Length)];
        var random = new byte[Cfb.BlockSize];
        dice.Fill(Roll.ArchiveForm, random);
        var message = new EncryptedMessage(form, Key(dice, form, flaw), barcode + ".tar.gz", file, random, !flaw.LacksDigest);
        return new SimulatedArchive(barcode, etag, pages, record.Expected, content, file, message);
    }

    private SessionKey Key(Dice dice, MessageForm form, ArchiveFlaw flaw)
    {
        var passphrase = (flaw.HasOtherPassphrase ? _otherKeys : _keys)[dice.Number(Roll.ArchiveKey, KeyRing.Count)];
        if (!form.HasOwnKey)
        {
            return SessionKey.Of(passphrase);
        }

        var key = new byte[passphrase.Key.Length];
        dice.Fill(Roll.ArchiveKey, key);
        return SessionKey.Own(passphrase, key);
    }
}
