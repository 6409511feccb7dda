using GrinToS3.Simulator.Archives;
using GrinToS3.Simulator.Faults;
using GrinToS3.Simulator.Faults.Effects;
using GrinToS3.Simulator.Listing;

namespace GrinToS3.Simulator.Tests.Faults;

public sealed class FaultPlanTests
{
    public static TheoryData<string, Fault> Rules => new()
    {
        { "_all_books:page=3:429:retry-after=2", new("_all_books", new StatusEffect(429, TimeSpan.FromSeconds(2))) { Page = 3, Times = 1 } },
        { "_all_books:every=10:500", new("_all_books", new StatusEffect(500)) { Every = 10 } },
        { "_all_books:page=2:times=2:cut=0.5", new("_all_books", new CutEffect(0.5)) { Page = 2, Times = 2 } },
        { "_failed:page=1:times=always:truncate=0.25", new("_failed", new TruncateEffect(0.25)) { Page = 1 } },
        { "*:requests=2-5:soft-error", new("*", new SoftErrorPageEffect()) { FirstRequest = 2, LastRequest = 5 } },
        { "*:requests=4:login-page", new("*", new LoginPageEffect()) { FirstRequest = 4, LastRequest = 4 } },
        { "_converted:stall=1:for=0.5", new("_converted", new StallEffect(1, TimeSpan.FromSeconds(0.5))) },
        { "_converted:stall=0", new("_converted", new StallEffect(0)) },
        { "_in_process:slow=2000", new("_in_process", new SlowEffect(2000)) },
        { "summary:token-rejected:times=3", new("summary", new TokenRejectedEffect()) { Times = 3 } },
        { "summary:redirect=3", new("summary", RedirectEffect.Hops(3)) },
        { "summary:redirect=loop", new("summary", RedirectEffect.Endless()) },
        { "summary:times=1:redirect=http://127.0.0.1:99/x?y=1", new("summary", RedirectEffect.To(new Uri("http://127.0.0.1:99/x?y=1"))) { Times = 1 } },
        { "token:oauth-error=invalid_grant", new("token", new OAuthErrorEffect("invalid_grant")) },
        { "_process:missing-lines=3", new("_process", new MissingLinesEffect(3)) },
        { "archive:barcode=9000:method=GET:requests=2:cut=0.5", new("archive", new CutEffect(0.5)) { Barcode = "9000", Method = "GET", FirstRequest = 2, LastRequest = 2 } },
        { "archive:corrupt=-12", new("archive", new ArchiveEffect(new ArchiveFlaw { CorruptByte = -12 })) },
        { "archive:times=1:wrong-passphrase", new("archive", new ArchiveEffect(new ArchiveFlaw { HasOtherPassphrase = true })) { Times = 1 } },
        { "archive:unsafe=device", new("archive", new ArchiveEffect(new ArchiveFlaw { UnsafeMember = UnsafeMember.Device })) },
        { "_all_books:layout=heading", new("_all_books", new LayoutEffect(PageLayout.NoHeadingClass)) },
        { "_all_books:layout=column", new("_all_books", new LayoutEffect(PageLayout.NoBarcodeColumn)) },
        { "_all_books:layout=table", new("_all_books", new LayoutEffect(PageLayout.NoTable)) },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Parse_ReadsTheRule(string rule, Fault expected) => Assert.Equal(expected, FaultPlan.Parse(rule).Faults.Single());

    [Theory]
    [InlineData("", "'' is no resource")]
    [InlineData("_books:500", "'_books' is no resource")]
    [InlineData("_all_books", "no effect")]
    [InlineData("_all_books:page=3", "no effect")]
    [InlineData("_all_books:page=0:500", "'page' needs a number from 1")]
    [InlineData("_all_books:every=x:500", "'every' needs a number from 1")]
    [InlineData("_all_books:times=-1:500", "'times' needs a number from 1")]
    [InlineData("_all_books:requests=5-2:500", "'requests' needs a range")]
    [InlineData("_all_books:500:cut=0.5", "two effects")]
    [InlineData("_all_books:explode", "'explode' is no effect")]
    [InlineData("_all_books:200", "'200' is no effect")]
    [InlineData("_all_books:cut=1.5", "'cut' needs a fraction")]
    [InlineData("_all_books:cut=NaN", "'cut' needs a fraction")]
    [InlineData("_all_books:slow=0", "'slow' needs bytes per second")]
    [InlineData("_all_books:layout=rows", "'layout' needs heading, column or table")]
    [InlineData("_all_books:redirect=0", "'redirect' needs a number of hops, loop, or an absolute address")]
    [InlineData("_all_books:429:retry-after=soon", "'retry-after' needs seconds")]
    [InlineData("_all_books:cut=0.5:retry-after=2", "'retry-after' goes with a status only")]
    [InlineData("_all_books:cut=0.5:for=2", "'for' goes with 'stall' only")]
    [InlineData("token:cut=0.5", "'cut' is for the library's resources only")]
    [InlineData("archive:corrupt", "'corrupt' needs the offset of a byte")]
    [InlineData("archive:unsafe=fifo", "'unsafe' needs parent, absolute")]
    [InlineData("archive:no-etag=1", "'no-etag' is no effect")]
    [InlineData("archive:method=get:500", "'method' needs GET, HEAD or POST")]
    [InlineData("archive:barcode:500", "'barcode' needs a barcode")]
    [InlineData("*:no-etag", "'no-etag' is for 'archive' only")]
    [InlineData("_failed:barcode=9:500", "'barcode' goes with 'archive' only")]
    [InlineData("archive:missing-lines=3", "'missing-lines' is for '_process' only")]
    [InlineData("_process:missing-lines", "'missing-lines' needs a number from 1")]
    [InlineData("token:oauth-error", "'oauth-error' needs an error code")]
    public void TryParse_NamesRuleAndProblemInOneLine_IfARuleIsBad(string rule, string reason)
    {
        Assert.False(FaultPlan.TryParse(["summary:500", rule], out var plan, out var problem));

        Assert.Null(plan);
        Assert.StartsWith($"the fault '{rule}' is not understood: ", problem, StringComparison.Ordinal);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
        Assert.Equal(problem, Assert.Throws<FormatException>(() => FaultPlan.Parse(rule)).Message);
    }
}
