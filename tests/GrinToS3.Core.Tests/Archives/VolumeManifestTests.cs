using System.Text;
using System.Text.Json;
using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives;

public sealed class VolumeManifestTests
{
    [Fact]
    public async Task ToJson_TellsWhatIsStored_AndIsReadBack()
    {
        var tar = new TarBuilder().Add("00000001.txt", "one"u8).Add("00000003.txt", " "u8).Add("m.xml", Encoding.UTF8.GetBytes(SampleMets.Make())).End();
        var archive = SampleVolume.Gzip(tar);
        var contents = await ArchiveReading.VerifiedAsync(SampleMessage.Encrypt(archive, [Gpg.Passphrase]), new ArchivePassOptions { PageTextSink = new MemoryStream() });

        var manifest = VolumeManifest.From("39015000000001", "0xE7AG01", contents);

        var json = JsonDocument.Parse(manifest.ToJson()).RootElement;
        Assert.Equal(1, json.GetProperty("version").GetInt32());
        Assert.Equal("39015000000001", json.GetProperty("barcode").GetString());
        Assert.Equal("0xE7AG01", json.GetProperty("encrypted_etag").GetString());
        Assert.Equal(archive.Length, json.GetProperty("archive_bytes").GetInt32());
        Assert.Equal(contents.Sha256, json.GetProperty("archive_sha256").GetString());
        Assert.Equal([3, 1, 4], new[] { "page_count", "non_empty_pages", "characters" }.Select(name => json.GetProperty(name).GetInt32()));
        Assert.Equal("00000001.txt", json.GetProperty("members")[0].GetProperty("name").GetString());
        Assert.Equal("f97c5d29941bfb1b2fdab0874906ab82", json.GetProperty("members")[0].GetProperty("md5").GetString());
        Assert.Equal("850101s1999    nyua     b    001 0 eng  ", json.GetProperty("marc008").GetString());
        Assert.Equal(manifest.ToJson(), VolumeManifest.Parse(manifest.ToJson()).ToJson());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"barcode\": \"x\"")]
    public void Parse_Throws_IfItIsNoManifest(string json) =>
        Assert.Throws<JsonException>(() => VolumeManifest.Parse(Encoding.UTF8.GetBytes(json)));
}
