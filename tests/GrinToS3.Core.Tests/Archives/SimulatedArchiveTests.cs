using System.Text.Json;
using GrinToS3.Archives.Marc;
using GrinToS3.Archives.Pages;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Archives;

namespace GrinToS3.Archives;

/// <summary>Archives that the simulator makes with code of its own are read as it says they have to be.</summary>
public sealed class SimulatedArchiveTests
{
    private const int Wanted = 150;
    private static readonly SimulatorOptions Options = new() { Books = 6000, ArchiveSize = SimulatorOptions.SmallestArchive };

    [Fact]
    public async Task RunAsync_FindsWhatTheSimulatorPutIn()
    {
        var archives = new SimulatedArchives(Options);
        var keys = ArchiveKeys.FromPassphrase(System.Text.Encoding.UTF8.GetBytes(archives.Passphrase));
        var found = 0;
        foreach (var archive in Options.ToLibrary().Converted.Take(Wanted).Select(book => archives.Find(book.Barcode)!))
        {
            found++;
            using var text = new MemoryStream();
            var options = new ArchivePassOptions { EncryptedBytes = archive.Length, PageTextSink = text, PageTextFormat = PageTextFormat.Plain };
            using var message = archive.OpenRead();

            var result = await ArchivePass.RunAsync(message, keys, Stream.Null, options, CancellationToken.None);

            Assert.Null(result.Error);
            var contents = result.Value!;
            Assert.Equal((archive.DecryptedLength, archive.DecryptedSha256), (contents.ArchiveBytes, contents.Sha256));
            Assert.Equal(archive.Members.Select(static member => member.ToString()), contents.Members.Select(static member => new SimulatedMember(Path.GetFileName(member.Name), member.Size, member.Md5).ToString()));
            Assert.Equal(archive.Pages, System.Text.Encoding.UTF8.GetString(text.ToArray()).Split('\n')[..^1].Select(static line => JsonSerializer.Deserialize<string>(line)));
            Assert.Equal(archive.Pages.Count, contents.Text!.Pages);
            Assert.Equal(archive.Members.Count - 1, contents.Checksums.Verified);
            Assert.Equal(Expected(archive.Marc), MarcColumns.From(contents.Marc!).Select(static column => column.Value));
            Assert.Equal(archive.Marc.Field008, contents.Marc!.Control("008"));
        }

        Assert.Equal(Wanted, found);
    }

    private static string?[] Expected(ExpectedMarc marc) =>
    [
        marc.ControlNumber, marc.DateType, marc.Date1, marc.Date2, marc.Language, marc.Lccn, marc.CallNumber, marc.Isbn, marc.OclcNumbers, marc.Title, marc.TitleRemainder,
        marc.AuthorPersonal, marc.AuthorCorporate, marc.AuthorMeeting, marc.Subjects, marc.Genres, marc.GeneralNote,
    ];
}
