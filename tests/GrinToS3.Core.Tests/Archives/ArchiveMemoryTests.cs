using GrinToS3.Testing.Archives;

namespace GrinToS3.Archives;

[Collection(Alone.Name)]
public sealed class ArchiveMemoryTests
{
    /// <summary>gaps 12.1: "Peak staging usage": nothing is staged, and memory does not depend on the size.</summary>
    [Fact]
    public async Task RunAsync_KeepsItsMemory_WhateverTheSize()
    {
        // 60 MB of zeros are some 60 kB of gzip: a bomb, which is read in pieces like anything else.
        var message = SampleMessage.Encrypt(SampleVolume.Gzip(new TarBuilder().Add("zeros.jp2", new byte[60_000_000]).End()), [Gpg.Passphrase]);
        await ArchiveReading.VerifiedAsync(message);

        var before = GC.GetTotalAllocatedBytes();
        await ArchiveReading.VerifiedAsync(message);

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 3_000_000);
    }
}
