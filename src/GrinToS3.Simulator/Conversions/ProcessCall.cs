using GrinToS3.Simulator.Volumes;

namespace GrinToS3.Simulator.Conversions;

/// <summary>One call of <c>_process</c>: which of its volumes want to go into the queue, and what it is answered.</summary>
internal sealed class ProcessCall
{
    private readonly List<(string Barcode, string Status)> _lines = [];
    private readonly List<Book> _wanted = [];

    public ProcessCall(SimulatedLibrary library, int minute, IEnumerable<string> barcodes)
    {
        var taken = new HashSet<int>();
        foreach (var barcode in barcodes)
        {
            if (!library.TryFind(barcode, out var book))
            {
                _lines.Add((barcode, ProcessAnswer.OtherError));
                continue;
            }

            var status = ProcessJudge.Judge(book, minute);
            if (status == ProcessAnswer.Success && !taken.Add(book.Index))
            {
                status = ProcessAnswer.AlreadyBeingConverted;
            }
            else if (status == ProcessAnswer.Success)
            {
                _wanted.Add(book);
            }

            _lines.Add((barcode, status));
        }
    }

    /// <summary>The volumes that can be taken, each once, in the order of the call.</summary>
    public IReadOnlyList<Book> Wanted => _wanted;

    /// <summary>The answer, if so many volumes were taken.</summary>
    public IReadOnlyList<ProcessLine> Answer(int room) =>
    [
        .. _lines.Select(line => new ProcessLine(
            line.Barcode,
            line.Status == ProcessAnswer.Success && room-- <= 0 ? ProcessAnswer.QueueFull : line.Status)),
    ];
}
