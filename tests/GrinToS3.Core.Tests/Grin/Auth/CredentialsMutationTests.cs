using System.Text;
using GrinToS3.Testing;

namespace GrinToS3.Grin.Auth;

[Collection(Alone.Name)]
public sealed class CredentialsMutationTests
{
    private const string Name = "damaged.json";
    private const int Seed = 20260117;
    private static readonly string[] Pieces =
        ["\"", "{", "}", "[", "]", ",", ":", "null", "1e999", "-0", "\\ud800", "\\u0000", "\"token\"", "\"scopes\"", "\"installed\"", "http://", "\u00ff", "{\"a\":", "[[[["];

    [Fact]
    public void Read_GivesAValueOrAProblemLine_For200000DamagedFiles()
    {
        var random = new Random(Seed);
        byte[][] originals =
        [
            Encoding.UTF8.GetBytes(TokenFiles.Tokens("https://oauth2.googleapis.com/token", extra: ", \"expiry\": \"2026-01-01T00:00:00Z\"")),
            Encoding.UTF8.GetBytes(TokenFiles.Client("https://oauth2.googleapis.com/token")),
        ];
        using var folder = new TempFolder();
        var (values, problems) = (0, 0);
        var before = GC.GetTotalAllocatedBytes();
        var start = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < 200_000; round++)
        {
            var original = originals[round % 2];
            var content = Mutate(original, random);
            var error = round % 2 == 0 ? TokenFile.Parse(content, Name).Error : ClientSecret.Parse(content, Name).Error;
            if (round % 200 == 0)
            {
                // Now and then by way of the disk, which a busy machine would make too slow for each.
                File.WriteAllBytes(folder[Name], content);
                Assert.Equal(error?.Message, TokenFile.Read(folder[Name]).Error?.Message.Replace(folder[Name], Name, StringComparison.Ordinal));
            }

            if (error is null)
            {
                values++;
                continue;
            }

            problems++;
            if (error.Kind is not GrinErrorKind.CredentialsMissing || error.Message.Contains('\n', StringComparison.Ordinal)
                || error.Message.Contains(TokenFiles.SecretMark, StringComparison.Ordinal) || !error.Message.Contains(Name, StringComparison.Ordinal))
            {
                Assert.Fail($"seed {Seed}, round {round}: {error}\n{Encoding.Latin1.GetString(content)}");
            }
        }

        var each = (GC.GetTotalAllocatedBytes() - before) / 200_000;
        Assert.True(values > 1000 && problems > 1000, $"seed {Seed}: {values} values and {problems} problems, a lopsided test");
        Assert.True(each < 100_000, $"seed {Seed}: {each} bytes allocated a file");
        var spent = Environment.CpuUsage.TotalTime - start;
        Assert.True(spent < TimeSpan.FromMinutes(3), $"seed {Seed}: took {spent} of the processor");
    }

    [Fact]
    public void Write_KeepsWhatItRead_For20000DamagedFiles()
    {
        var random = new Random(Seed);
        var original = Encoding.UTF8.GetBytes(TokenFiles.Tokens("https://oauth2.googleapis.com/token", extra: ", \"more\": [1, {\"x\": \"y\"}]"));
        var readable = 0;
        for (var round = 0; round < 20_000; round++)
        {
            if (TokenFile.Parse(Mutate(original, random), Name).Value is not { } file)
            {
                continue;
            }

            readable++;
            using var written = new MemoryStream();
            TokenFileWriter.Write(file, written);
            var again = TokenFile.Parse(written.ToArray(), Name);
            Assert.True(again.IsSuccess && again.Value.Token == file.Token && again.Value.Scopes.SequenceEqual(file.Scopes), $"seed {Seed}, round {round}");
        }

        Assert.True(readable > 50, $"seed {Seed}: only {readable} readable");
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> content = [.. original];
        for (var change = random.Next(1, 4); change > 0 && content.Count > 0; change--)
        {
            var at = random.Next(content.Count);
            var length = Math.Min(random.Next(1, 40), content.Count - at);
            switch (random.Next(7))
            {
                case 0: content[at] = (byte)random.Next(256); break;
                case 1: content.RemoveRange(at, length); break;
                case 2: content.RemoveRange(at, content.Count - at); break;
                case 3: content.InsertRange(at, content.GetRange(at, length)); break;
                case 4: content.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)])); break;
                case 5: content[at] ^= (byte)(1 << random.Next(8)); break;
                default: content.InsertRange(at, Enumerable.Repeat((byte)"[{\" "[random.Next(4)], random.Next(1, 2000))); break;
            }
        }

        return [.. content];
    }
}
