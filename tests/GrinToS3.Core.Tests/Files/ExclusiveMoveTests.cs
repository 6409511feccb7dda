using GrinToS3.Testing;

namespace GrinToS3.Files;

public sealed class ExclusiveMoveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The runtime's File.Move looks first and renames then: of several at once, some thought wrongly that they had won.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_SucceedsOnce_IfSeveralMoveAtOnce(bool byLink)
    {
        Assert.SkipUnless(byLink || OperatingSystem.IsLinux(), "only Linux has renameat2");
        const int writers = 4;
        const int rounds = 1000;
        var won = new int[rounds];
        using var together = new Barrier(writers);
        var threads = Enumerable.Range(0, writers).Select(writer => new Thread(() =>
        {
            for (var round = 0; round < rounds; round++)
            {
                var mine = _folder[$"{round}.{writer}"];
                File.WriteAllBytes(mine, [(byte)writer]);
                together.SignalAndWait();
                if (Moves(mine, _folder[$"{round}"], byLink))
                {
                    Interlocked.Add(ref won[round], 10 + writer);
                }

                File.Delete(mine);
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());

        Assert.All(Enumerable.Range(0, rounds), round => Assert.Equal(10 + File.ReadAllBytes(_folder[$"{round}"]).Single(), won[round]));
        Assert.Equal(rounds, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void Run_SaysWhatIsWrong_IfTheFolderIsMissing()
    {
        File.WriteAllBytes(_folder["a"], [1]);

        Assert.ThrowsAny<IOException>(() => ExclusiveMove.Run(_folder["a"], _folder["missing/a"]));

        Assert.True(File.Exists(_folder["a"]));
    }

    private static bool Moves(string from, string to, bool byLink)
    {
        if (!byLink)
        {
            return ExclusiveMove.Rename(from, to) == 0;
        }

        try
        {
            ExclusiveMove.Run(from, to);
            return true;
        }
        catch (IOException) when (File.Exists(to))
        {
            return false;
        }
    }
}
