using System.Text;
using GrinToS3.Archives.Marc;
using GrinToS3.Testing.Archives;
using GrinToS3.Testing.Listing;
using Org.BouncyCastle.Bcpg;

namespace GrinToS3.Archives;

/// <summary>Damaged messages, archives and METS files lead to a value: never to a crash, a hang, much memory or a file.</summary>
[Collection(Alone.Name)]
public sealed class ArchiveMutationTests
{
    private const int Messages = 50_000;
    private const int Archives = 80_000;
    private const int MetsFiles = 70_000;
    private const int Seed = 20261124;

    private static readonly byte[] Volume = new TarBuilder()
        .Add("v", default, '5').Add("v/00000001.jp2", new byte[40]).Add("v/00000001.txt", "page \"one\"\r\n"u8).Add("pax", TarBuilder.Pax("path", "v/00000002.txt"), 'x').Add("x", "two"u8)
        .Add("v/m.xml", Encoding.UTF8.GetBytes(SampleMets.Make())).Add("v/checksum.md5", "9dd4e461268c8034f5c8564e155c67a6  00000009.txt\n"u8).End();

    [Fact]
    public void Decrypt_GivesTheDataOrAnError_ForDamagedMessages()
    {
        var content = "an archive, or what is left of it"u8.ToArray();
        byte[][] originals =
        [
            SampleMessage.Encrypt(content, [Gpg.Passphrase]),
            SampleMessage.Encrypt(content, ["another", Gpg.Passphrase], compression: CompressionAlgorithmTag.ZLib),
            SampleMessage.Encrypt(content, [Gpg.Passphrase], compression: CompressionAlgorithmTag.Zip, cipher: SymmetricKeyAlgorithmTag.Cast5),
            SampleMessage.Encrypt(content, [Gpg.Passphrase], isProtected: false, compression: CompressionAlgorithmTag.Zip),
        ];
        // The bzip2 library takes some 5 MB for each of these.
        originals = [.. Enumerable.Repeat(originals, 12).SelectMany(static one => one), SampleMessage.Encrypt(content, [Gpg.Passphrase], isProtected: false, compression: CompressionAlgorithmTag.BZip2)];
        byte[][] fragments = [[0xD2], [0xC9], [0xC3, 0x04], [0xCB, 0xFF], [0xA3, 1], [0xA3, 3], [0xE1], [0xFE], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [4, 9, 3, 2], [0x84, 0x5E], [0], [0xC1, 0x0C, 3]];
        Run(Messages, 1_000_000, originals, fragments, message =>
        {
            try
            {
                var isProtected = message.Length % 2 == 0;
                var plain = ArchiveReading.Decrypt(message, allowUnprotected: !isProtected);
                return isProtected ? plain.AsSpan().SequenceEqual(content) : true;
            }
            catch (ArchiveException failure)
            {
                return IsOneLine(failure.Error.Message);
            }
        }, KeepCheap);
    }

    [Fact]
    public void Run_GivesContentsOrAnError_ForDamagedArchives()
    {
        byte[][] fragments = [new byte[512], new byte[1024], "../"u8.ToArray(), "/"u8.ToArray(), [0x80, 0xFF, 0xFF], "00000000000"u8.ToArray(), "77777777777"u8.ToArray(), "L"u8.ToArray(), "x"u8.ToArray(), "12 path=../\n"u8.ToArray()];
        Run(Archives, 500_000, [Volume], fragments, tar =>
        {
            using var text = new MemoryStream();
            var options = new ArchivePassOptions { PageTextSink = text, PageTextFormat = Pages.PageTextFormat.Plain, LargestPageText = 100_000 };
            try
            {
                var contents = new ArchiveUnpacking(options, text).Run(new MemoryStream(Stored(tar)));
                return contents.Members.All(static member => !member.Name.Contains("..", StringComparison.Ordinal) && !member.Name.StartsWith('/'))
                    && Encoding.UTF8.GetString(text.ToArray()).Split('\n').Length == (contents.Text?.Pages ?? 0) + 1;
            }
            catch (ArchiveException failure)
            {
                return IsOneLine(failure.Error.Message);
            }
        }, FixChecksum);
    }

    [Fact]
    public void Read_GivesARecordOrAProblem_ForDamagedMets()
    {
        byte[][] fragments = [.. new[]
        {
            "<", ">", "</", "/>", "&amp;", "&#0;", "&#x110000;", "&x;", "<![CDATA[", "]]>", "<!--", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<?x", " xmlns=''", "<marc:record>", "</marc:record>",
            "<METS:dmdSec>", "<marc:subfield code='a'>", "\"", "'", "encoding=\"UTF-16\"", "\0", "\uFEFF",
        }.Select(Encoding.UTF8.GetBytes), [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80]];
        Run(MetsFiles, 200_000, [Encoding.UTF8.GetBytes(SampleMets.Make(2)), Encoding.Unicode.GetBytes("\uFEFF" + SampleMets.Make().Replace("UTF-8", "UTF-16", StringComparison.Ordinal))], fragments, mets =>
        {
            var record = MetsReader.Read(new MemoryStream(mets), out var problem);
            return record is null ? IsOneLine(problem!) : MarcColumns.From(record).Count == 17;
        });
    }

    private static void Run(int count, long mostAllocated, byte[][] originals, byte[][] fragments, Func<byte[], bool> isRight, Action<byte[], Random>? repair = null)
    {
        var allocated = GC.GetTotalAllocatedBytes();
        Parallel.For(0, count, round =>
        {
            var random = new Random(Seed + round);
            var damaged = new ByteMutator(random, fragments).Mutate(originals[round % originals.Length]);
            repair?.Invoke(damaged, random);
            try
            {
                Assert.True(isRight(damaged));
            }
            catch (Exception wrong)
            {
                Assert.Fail($"seed {Seed}, round {round}: {wrong}\n{Convert.ToHexString(damaged)}");
            }
        });
        Assert.InRange((GC.GetTotalAllocatedBytes() - allocated) / count, 0, mostAllocated);
    }

    /// <summary>Sets most counts of bytes to hash back, for with a count by chance that would take nearly all of the test's time.</summary>
    private static void KeepCheap(byte[] message, Random random)
    {
        const int CountBehindTag = 14;
        var isKept = random.Next(100) == 0;
        for (var at = 0; at + CountBehindTag < message.Length && !isKept; at++)
        {
            if (message[at] is 0x8C or 0xC3 && message[at + CountBehindTag] > 0x40)
            {
                message[at + CountBehindTag] = 0;
            }
        }
    }

    /// <summary>Makes most headers right again, for behind a wrong checksum nothing else is looked at.</summary>
    private static void FixChecksum(byte[] tar, Random random)
    {
        for (var at = 0; at + 512 <= tar.Length && random.Next(10) > 0; at += 512)
        {
            var block = tar.AsSpan(at, 512);
            if (block.Slice(257, 5).SequenceEqual("ustar"u8))
            {
                block.Slice(148, 8).Fill((byte)' ');
                var sum = 0;
                foreach (var value in block)
                {
                    sum += value;
                }

                Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0", block.Slice(148, 7));
            }
        }
    }

    /// <summary>gzip without compressing, which would take most of the test's time.</summary>
    private static byte[] Stored(byte[] content)
    {
        var crc = System.IO.Hashing.Crc32.HashToUInt32(content);
        byte[] gz = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
        for (var at = 0; at < content.Length || at == 0; at += 65_535)
        {
            var length = Math.Min(content.Length - at, 65_535);
            gz = [.. gz, at + length == content.Length ? (byte)1 : (byte)0, (byte)length, (byte)(length >> 8), (byte)~length, (byte)(~length >> 8), .. content.AsSpan(at, length)];
        }

        return [.. gz, .. BitConverter.GetBytes(crc), .. BitConverter.GetBytes(content.Length)];
    }

    private static bool IsOneLine(string message) => message.Length is > 0 and < 1000 && !message.Contains('\n', StringComparison.Ordinal);
}
