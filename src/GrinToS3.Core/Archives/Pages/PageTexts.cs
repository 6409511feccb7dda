using System.Buffers;
using System.IO.Compression;

namespace GrinToS3.Archives.Pages;

/// <summary>
/// Writes the page texts of a volume as JSONL, line n being page n. Pages that come in order, as they do, are written at once; others are held until the
/// end, for only then it is known which pages there are.
/// </summary>
internal sealed class PageTexts : IDisposable
{
    private readonly long _mostHeld;
    private readonly Stream _sink;
    private readonly ArrayBufferWriter<byte> _line = new(16 * 1024);
    private readonly SortedDictionary<int, byte[]> _held = [];
    private long _heldBytes;
    private int _pages;
    private int _nonEmpty;
    private long _characters;
    private long _bytes;
    private int _ignored;

    internal PageTexts(Stream sink, PageTextFormat format, long mostHeld)
    {
        _mostHeld = mostHeld;
        _sink = format is PageTextFormat.Gzip ? new GZipStream(sink, CompressionLevel.Fastest, leaveOpen: true) : new BufferedStream(sink, 64 * 1024);
    }

    /// <summary>Takes a text of the archive.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="text">Its bytes.</param>
    /// <exception cref="ArchiveException">Too much text is out of order.</exception>
    internal void Add(string name, ReadOnlySpan<byte> text)
    {
        if (PageName.Number(name) is not { } number || number <= _pages || _held.ContainsKey(number))
        {
            _ignored++;
            return;
        }

        _line.ResetWrittenCount();
        var (characters, hasText) = PageLine.Write(text, _line);
        _characters += characters;
        _nonEmpty += hasText ? 1 : 0;
        if (number > _pages + 1)
        {
            Hold(number);
            return;
        }

        WriteLine(_line.WrittenSpan);
        while (_held.Remove(_pages + 1, out var next))
        {
            _heldBytes -= next.Length;
            WriteLine(next);
        }
    }

    /// <summary>Writes what was held, with empty lines for the pages between, and ends the text.</summary>
    /// <returns>Null where there was no page.</returns>
    internal PageTextSummary? Finish()
    {
        foreach (var (number, line) in _held)
        {
            while (_pages < number - 1)
            {
                WriteLine(PageLine.Empty);
            }

            WriteLine(line);
        }

        _held.Clear();
        _sink.Flush();
        return _pages == 0 ? null : new PageTextSummary(_pages, _nonEmpty, _characters, _bytes, _ignored);
    }

    private void Hold(int number)
    {
        _heldBytes += _line.WrittenCount;
        _held[number] = _heldBytes <= _mostHeld ? _line.WrittenSpan.ToArray() : throw new ArchiveException(
            ArchiveErrorKind.TooLarge, $"the archive's page texts are out of order, and more than {_mostHeld} bytes of them would have to be held");
    }

    private void WriteLine(ReadOnlySpan<byte> line)
    {
        _sink.Write(line);
        _bytes += line.Length;
        _pages++;
    }

    public void Dispose() => _sink.Dispose();
}
