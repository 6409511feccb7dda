using System.Text;
using GrinToS3.Collecting;
using GrinToS3.Progress;
using GrinToS3.Publishing;

namespace GrinToS3.Workflows;

public sealed class WorkflowJsonTests
{
    private static readonly Uri Page = new("https://books.google.com/libraries/Harvard/_all_books?result_count=1000&first=999000");
    private static readonly BatchId Batch = BatchId.ForPage("_all_books", 12, 999);

    private static readonly CollectProgress Progress = new()
    {
        Phase = CollectPhase.WaitingForGrin,
        StartedAt = new DateTime(2026, 11, 24, 3, 0, 0, DateTimeKind.Utc),
        Listing = 12,
        Resumed = true,
        NextAddress = Page,
        Window = 5,
        Pages = 999,
        Rows = 999_000,
        Inserted = 998_000,
        Updated = 900,
        Unchanged = 100,
        WithoutBarcode = 3,
        LastBatch = Batch,
        UnknownColumns = ["A", "B"],
        Repeated = 2,
        LastRepeat = "page 3: 429",
        OutageSince = new DateTime(2026, 11, 24, 4, 0, 0, DateTimeKind.Utc),
    };

    private static readonly CollectInput Input = new()
    {
        Run = "main",
        Limit = 5,
        Refresh = true,
        Restart = true,
        Patience = TimeSpan.FromMinutes(120),
        Progress = Progress,
    };

    private static readonly RunError Error = new(RunErrorKind.Grin, "SoftErrorPage", "page 3: ask again later", ShouldRetry: true, TimeSpan.FromSeconds(90));

    private static readonly CollectResult Result = new()
    {
        End = CollectEnd.Failed,
        Progress = Progress,
        Error = Error,
        Published = [new PublishedObject("/data/meta/main/books_latest.csv", 35_104_213)],
    };

    public static TheoryData<object> All =>
    [
        Input,
        new CollectInput { Run = "main" },
        Result,
        new PrepareCollect("main"),
        (Outcome<CollectPlan>)new CollectPlan(Page, 1000, 5),
        new FetchPage("main", 12, 999, Page, Predicted: true, MaxRows: 7),
        (Outcome<FetchedPage>)new FetchedPage(Batch, Page, null, 1000, 1, ["A"]),
        (Outcome<FetchedPage>)Error,
        new OpenListing("_all_books", ApplyMode.Refresh, 1000, 5, TimeSpan.FromHours(24)),
        (Outcome<ListingState>)new ListingState(12, 999, 999_000, Page.AbsoluteUri, Resumed: true),
        new ApplyPage(12, 999, Batch, Page.AbsoluteUri, null, 1000, 1),
        (Outcome<BatchApplied>)new BatchApplied(998, 1, 1, AlreadyApplied: true),
        new CloseListing(12, ListingEnd.Limit),
        (Outcome<Done>)Done.Value,
        (Outcome<SnapshotTaken>)new SnapshotTaken(SnapshotTaken.FileName, 40_673_280),
        new PublishCollect(Input, Result, "books_snapshot.db", new DateTime(2026, 11, 24, 5, 0, 0, DateTimeKind.Utc)),
        (Outcome<Published>)new Published([new PublishedObject("/data/x", 1)]),
        Pointer(),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Read_GivesWhatWasWritten_OfEveryTypeThatCrosses(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var written = WorkflowJson.Write(value);
        var read = System.Text.Json.JsonSerializer.Deserialize(written, value.GetType(), WorkflowJson.Options)!;

        Assert.Equivalent(value, read, strict: true);
        Assert.Equal(written, WorkflowJson.Write(read));
    }

    [Fact]
    public void Pointer_StaysUnderTwoKilobytes_IfTheLibraryIsLarge() => Assert.InRange(Encoding.UTF8.GetByteCount(WorkflowJson.Write(Pointer())), 1, 2047);

    [Fact]
    public void Progress_StaysUnderTwoKilobytes_IfEverythingIsSaid() => Assert.InRange(Encoding.UTF8.GetByteCount(WorkflowJson.Write(Progress)), 1, 2047);

    /// <summary>Of ten million volumes in all of GRIN's states, in a run whose name is as long as it may be.</summary>
    private static ProgressPointer Pointer()
    {
        string[] states =
        [
            "", "ALL_PAGES_MISSING", "CHECKED_IN", "CONVERTED", "CONVERSION_FAILED", "NEW", "NOT_AVAILABLE_FOR_DOWNLOAD", "PREVIOUSLY_DOWNLOADED", "QUALITY_ASSURANCE",
            "PROCESSED", "ANALYZED", "OCR_DONE", "IN_PROCESS", "REJECTED", "SCANNED",
        ];
        return new ProgressPointer
        {
            Database = $"{new string('r', 100)}/books.db",
            Position = new ProgressPosition(
                "a-machine-with-a-rather-long-name-0123456789:1234567",
                12_345,
                new ListingReport("_all_books", "2026-11-24T03:00:00.123456+00:00", null, null, 10_000, 10_000_000),
                Batch.Value,
                "2026-11-24T04:00:00.123456+00:00"),
            Counts = new ProgressCounts(10_000_000, states.ToDictionary(static state => state, static _ => 1_234_567L), 9_999_999, 9_999_999, 9_999_999),
            CountedAt = new DateTime(2026, 11, 24, 4, 0, 0, DateTimeKind.Utc),
        };
    }
}
