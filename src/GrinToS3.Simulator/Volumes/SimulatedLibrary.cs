using GrinToS3.Simulator.Conversions;

namespace GrinToS3.Simulator.Volumes;

/// <summary>
/// A library whose volumes are worked out from a seed, none of them stored: the same seed, position and revision give the same volume
/// on every machine. A volume keeps its barcode and its position when the library grows or its revision rises.
/// </summary>
public sealed class SimulatedLibrary
{
    private readonly int _seed;
    private readonly int _revision;
    private readonly BarcodeSequence _barcodes;
    private readonly ConversionLog? _log;
    private readonly int? _minute;

    /// <summary>Describes a library.</summary>
    /// <param name="seed">What all chance is drawn from.</param>
    /// <param name="count">How many volumes it has, up to 10 million.</param>
    /// <param name="revision">How often the library changed: each time about one volume in 20 enters its next state, and a few lose title or link.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count or the revision is out of range.</exception>
    public SimulatedLibrary(int seed, int count, int revision = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, BarcodeSequence.Capacity);
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        _seed = seed;
        _revision = revision;
        _barcodes = new BarcodeSequence(seed);
        Count = count;
    }

    private SimulatedLibrary(SimulatedLibrary other, ConversionLog? log, int? minute)
    {
        (_seed, _revision, _barcodes, Count) = (other._seed, other._revision, other._barcodes, other.Count);
        (_log, _minute) = (log, minute);
    }

    /// <summary>How many volumes there are.</summary>
    public int Count { get; }

    /// <summary>Every volume, in the order of <c>_all_books</c>.</summary>
    public IEnumerable<Book> Books => Enumerable.Range(0, Count).Select(GetBook);

    /// <summary>The volumes of <c>_converted</c>, in its order.</summary>
    public IEnumerable<Book> Converted => Books.Where(book => book.Status == BookState.Converted);

    /// <summary>The volumes of <c>_in_process</c>, in its order.</summary>
    public IEnumerable<Book> InProcess => Books.Where(book => book.Status == BookState.InProcess);

    /// <summary>The volumes of <c>_failed</c>, in its order.</summary>
    public IEnumerable<Book> Failed => Books.Where(ConversionFailure.Has);

    /// <summary>The library as its seed describes it, whatever was converted since.</summary>
    internal SimulatedLibrary AtRest => new(this, log: null, minute: null);

    /// <summary>One volume.</summary>
    /// <param name="index">Its position in <c>_all_books</c>, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Book GetBook(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var dice = Dice.For(_seed, index);
        var rest = BookHistory.Of(dice, _revision);
        return new Book(_barcodes, index, dice, _log?.Follow(index, dice, rest, _minute ?? _log.Minute) ?? rest);
    }

    /// <summary>Finds a volume by its barcode.</summary>
    /// <param name="barcode">The barcode.</param>
    /// <param name="book">The volume, if there is one.</param>
    public bool TryFind(string barcode, out Book book)
    {
        ArgumentNullException.ThrowIfNull(barcode);
        var isFound = _barcodes.TryFind(barcode, out var index) && index < Count;
        book = isFound ? GetBook(index) : default;
        return isFound && book.Barcode == barcode;
    }

    /// <summary>The library as its conversions leave it.</summary>
    internal SimulatedLibrary Following(ConversionLog log) => new(this, log, minute: null);

    /// <summary>The library as it is at a minute, so that a list that takes its time agrees with itself.</summary>
    internal SimulatedLibrary At(int minute) => new(this, _log, minute);

    /// <summary>The library as it is now.</summary>
    internal SimulatedLibrary Now() => At(_log?.Minute ?? 0);
}
