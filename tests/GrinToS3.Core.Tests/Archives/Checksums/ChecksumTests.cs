using System.Text;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives.Checksums;

public sealed class ChecksumTests
{
    private const string OfX = "9dd4e461268c8034f5c8564e155c67a6";

    [Theory]
    [InlineData($"{OfX}  a\n{OfX}  b\n", 2, 0, 0)]
    [InlineData($"{OfX} *a\r\n{OfX}  ./b\r\n", 2, 0, 0)]
    [InlineData($"\n9DD4E461268C8034F5C8564E155C67A6  a\n\n", 1, 1, 0)]
    [InlineData($"\uFEFF{OfX}  b", 1, 1, 0)]
    [InlineData($"# made by somebody\nMD5 (a) = {OfX}\n{OfX}  a\n{OfX}  a", 1, 1, 2)]
    [InlineData("", 0, 2, 0)]
    public void Run_CountsWhatTheListSays(string list, int verified, int unlisted, int unreadable)
    {
        var report = ArchiveReading.Unpack(Tar("", list)).Checksums;

        Assert.Equal((verified, unlisted, unreadable), (report.Verified, report.Unlisted, report.Unreadable));
    }

    [Fact]
    public void Run_TakesNamesFromTheFolderOfTheList() =>
        Assert.Equal(2, ArchiveReading.Unpack(Tar("volume/", $"{OfX}  a\n{OfX}  b\n")).Checksums.Verified);

    [Fact]
    public void Run_NotesThatThereIsNoList() =>
        Assert.Equal(new ChecksumReport(0, 0, 1, 0), ArchiveReading.Unpack(new TarBuilder().Add("a", "x"u8).End()).Checksums);

    [Fact]
    public void Run_GivesChecksumMismatch_IfAMemberDiffers()
    {
        var error = ArchiveReading.UnpackError(Tar("", $"{OfX}  a\n{new string('0', 32)}  b\n"));

        Assert.Equal(ArchiveErrorKind.ChecksumMismatch, error.Kind);
        Assert.Equal($"the archive's member 'b' has the MD5 {OfX}, and checksum.md5 says {new string('0', 32)}", error.Message);
    }

    [Fact]
    public void Run_GivesMemberMissing_IfAListedOneIsNotThere()
    {
        var error = ArchiveReading.UnpackError(Tar("", $"{OfX}  a\n{OfX}  c\n{OfX}  d"));

        Assert.Equal(ArchiveErrorKind.MemberMissing, error.Kind);
        Assert.Equal("checksum.md5 lists 'c', which the archive does not have (and 1 more)", error.Message);
    }

    [Fact]
    public async Task RunAsync_VerifiesEveryMember_OfAVolume()
    {
        var volume = new SampleVolume("39015000000001", seed: 3, pages: 12, imageBytes: 4000);
        var message = SampleMessage.Encrypt(volume.ToTarGz(), [Gpg.Passphrase]);

        var contents = await ArchiveReading.VerifiedAsync(message);

        Assert.Equal(new ChecksumReport(37, 37, 0, 0), contents.Checksums);
        Assert.Equal(volume.Members.Select(static member => (member.Name, (long)member.Content.Length)), contents.Members.Select(static member => (member.Name, member.Size)));
    }

    private static byte[] Tar(string folder, string list) =>
        new TarBuilder().Add(folder + "a", "x"u8).Add($"{folder}checksum.md5", Encoding.UTF8.GetBytes(list)).Add(folder + "b", "x"u8).End();
}
