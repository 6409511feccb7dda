using System.Security.Cryptography;
using GrinToS3.Archives.Streams;

namespace GrinToS3.Archives.OpenPgp;

/// <summary>
/// Decrypts data that ends with the SHA-1 of all before it (RFC 9580, 5.13.1: version 1). The end is reported only after that was found right;
/// what was given before is not to be trusted until then.
/// </summary>
internal sealed class IntegrityProtectedStream(CfbSource source, int prefixBytes) : PullStream
{
    private const int MdcBytes = 22;

    private readonly IncrementalHash _sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private readonly byte[] _plain = new byte[MdcBytes + CfbDecryptor.Window];
    private int _start;
    private int _end;
    private int _hashed;
    private bool _isBegun;
    private bool _isWhole;
    private bool _isVerified;

    public override int Read(Span<byte> buffer)
    {
        while (_end - _start <= MdcBytes)
        {
            if (_isWhole)
            {
                Verify();
                return 0;
            }

            Fill();
        }

        var length = Math.Min(buffer.Length, _end - _start - MdcBytes);
        _plain.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    private void Fill()
    {
        // What may be the MDC is kept back.
        _plain.AsSpan(_start, _end - _start).CopyTo(_plain);
        (_start, _end, _hashed) = (0, _end - _start, _hashed - _start);
        var length = source.Next(_plain.AsSpan(_end));
        _end += length;
        _isWhole = length < CfbDecryptor.Window;
        if (!_isBegun)
        {
            (_isBegun, _start) = (true, Math.Min(prefixBytes, _end));
        }

        Hash(_end - MdcBytes);
    }

    private void Hash(int until)
    {
        if (until > _hashed)
        {
            _sha1.AppendData(_plain, _hashed, until - _hashed);
            _hashed = until;
        }
    }

    private void Verify()
    {
        if (_isVerified)
        {
            return;
        }

        var mdc = _plain.AsSpan(_start, _end - _start);
        if (mdc.Length < MdcBytes)
        {
            throw new ArchiveException(ArchiveErrorKind.IntegrityFailed, "the encrypted data is too short to hold its checksum (MDC); fetch the archive again");
        }

        Hash(_end - SHA1.HashSizeInBytes);
        if (!mdc.StartsWith([(byte)0xD3, (byte)SHA1.HashSizeInBytes]) || !CryptographicOperations.FixedTimeEquals(_sha1.GetCurrentHash(), mdc[2..]))
        {
            throw new ArchiveException(ArchiveErrorKind.IntegrityFailed, "the encrypted data does not match its checksum (MDC): it was changed or damaged; fetch the archive again");
        }

        _isVerified = true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            _sha1.Dispose();
        }

        base.Dispose(disposing);
    }
}
