using System.Security.Cryptography;
using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives.Tar;

/// <summary>One member of an archive and its content, which is read once, and counted into its MD5 while it is.</summary>
internal sealed class TarMember(Stream source, string name, TarMemberKind kind, long size, TarReader reader) : PullStream
{
    private IncrementalHash? _md5;
    private bool _isLeft;

    /// <summary>The checked name, with <c>/</c> between its parts.</summary>
    internal string Name => name;

    internal TarMemberKind Kind => kind;

    /// <summary>Bytes of content.</summary>
    internal long Size => size;

    /// <summary>Bytes that were read of the content, and of the padding behind it.</summary>
    internal long Taken { get; private set; }

    /// <summary>The zeros behind a content, up to a whole block.</summary>
    internal static int Padding(long size) => (int)(-size & (TarHeader.BlockSize - 1));

    /// <summary>Has the content's MD5 made by a hash that is free; before the first byte is read.</summary>
    internal void HashWith(IncrementalHash md5) => _md5 = md5;

    public override int Read(Span<byte> buffer)
    {
        if (Taken >= size || buffer.IsEmpty)
        {
            return 0;
        }

        var read = source.Read(buffer[..(int)Math.Min(buffer.Length, size - Taken)]);
        if (read == 0)
        {
            throw reader.Damaged($"ends inside its member '{TarName.Printable(name)}'");
        }

        Taken += read;
        _md5?.AppendData(buffer[..read]);
        return read;
    }

    /// <summary>Reads what is left.</summary>
    /// <param name="scratch">Room for it.</param>
    internal void Drain(byte[] scratch)
    {
        while (Read(scratch.AsSpan()) > 0)
        {
        }
    }

    /// <summary>Reads what is left, and the padding.</summary>
    internal void Leave()
    {
        if (_isLeft)
        {
            return;
        }

        _isLeft = true;
        Span<byte> scratch = stackalloc byte[TarHeader.BlockSize];
        while (Read(scratch) > 0)
        {
        }

        var padding = scratch[..Padding(size)];
        var read = source.ReadAtLeast(padding, padding.Length, throwOnEndOfStream: false);
        Taken += read;
        if (read < padding.Length)
        {
            throw reader.Damaged($"ends behind its member '{TarName.Printable(name)}'");
        }
    }
}
