using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Conversions;

/// <summary>The conversion queue: takes volumes up to its limit, one call after the other (spec: grin-protocol 8).</summary>
internal sealed class ConversionQueue(SimulatorOptions options, SimulatedLibrary library, ConversionLog log, ConversionRules rules)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<int, int> _ends = new();
    private bool _isLoaded;

    /// <summary>How many volumes are in the queue.</summary>
    public int Length
    {
        get
        {
            lock (_lock)
            {
                return LengthAt(log.Minute);
            }
        }
    }

    /// <summary>Asks for volumes.</summary>
    public ProcessReply Ask(IReadOnlyList<string> barcodes)
    {
        lock (_lock)
        {
            var minute = log.Minute;
            var room = Math.Max(0, options.QueueLimit - LengthAt(minute));
            var call = new ProcessCall(library.At(minute), minute, barcodes);
            var overflows = call.Wanted.Count > room || room == 0;
            if (!overflows || options.QueueOverflow != QueueOverflow.RefuseCall)
            {
                foreach (var book in call.Wanted.Take(room))
                {
                    Begin(book, minute);
                }
            }

            return overflows && options.QueueOverflow != QueueOverflow.PerLine
                ? new ProcessReply(IsRefused: true, [])
                : new ProcessReply(IsRefused: false, call.Answer(room));
        }
    }

    /// <summary>Converts a volume again whose archive is there: the archive is another one from now on.</summary>
    /// <returns>False where there is no archive.</returns>
    public bool Reconvert(string barcode)
    {
        lock (_lock)
        {
            var minute = log.Minute;
            if (!library.At(minute).TryFind(barcode, out var book) || book.Status != BookState.Converted)
            {
                return false;
            }

            log.Note(book.Index, new Conversion(log.NextAttempt(book.Index), minute, Fails: false));
            return true;
        }
    }

    private void Begin(Book book, int minute)
    {
        var conversion = rules.Begin(book.Dice, log.NextAttempt(book.Index), minute);
        log.Note(book.Index, conversion);
        _ends.Enqueue(book.Index, conversion.Ends);
    }

    private int LengthAt(int minute)
    {
        if (!_isLoaded)
        {
            _isLoaded = true;
            _ends.EnqueueRange(library.AtRest.InProcess.Select(book => (book.Index, rules.UnderWay(book.Dice).Ends)));
        }

        while (_ends.TryPeek(out _, out var end) && end <= minute)
        {
            _ends.Dequeue();
        }

        return _ends.Count;
    }
}
