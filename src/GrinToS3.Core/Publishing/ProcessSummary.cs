using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GrinToS3.Files;
using GrinToS3.Progress;
using GrinToS3.Runs;

namespace GrinToS3.Publishing;

/// <summary>
/// <c>process_summary.json</c>: the counters of all commands of a run, over all of its starts (spec: data-model 9).
/// Keys that we don't know are kept.
/// </summary>
public sealed class ProcessSummary
{
    private const int KeptUpdates = 100;
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _json;

    private ProcessSummary(JsonObject json) => _json = json;

    /// <summary>Reads a run's summary, or begins one. A damaged file is set aside, not overwritten.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="started">When the start that it is read for began; the run's beginning, where it is the first.</param>
    public static ProcessSummary Load(RunDirectory directory, DateTimeOffset started)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (File.Exists(directory.ProcessSummary))
        {
            try
            {
                if (JsonNode.Parse(File.ReadAllBytes(directory.ProcessSummary)) is JsonObject json)
                {
                    return new ProcessSummary(json);
                }
            }
            catch (JsonException)
            {
                File.Move(directory.ProcessSummary, $"{directory.ProcessSummary}.damaged-{started.ToUnixTimeSeconds()}", overwrite: true);
            }
        }

        return new ProcessSummary(new JsonObject
        {
            ["run_name"] = directory.Name.Value,
            ["session_id"] = started.ToUnixTimeSeconds(),
            ["run_start_time"] = ToolTimestamp.Format(started),
            ["interruption_count"] = 0,
            ["stages"] = new JsonObject(),
        });
    }

    /// <summary>Adds what one start of a stage did.</summary>
    /// <param name="name">The stage, such as <c>collect</c>.</param>
    /// <param name="session">What it did.</param>
    public void Add(string name, StageSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var stages = Object(_json, "stages");
        var stage = Object(stages, name);
        stage["start_time"] ??= ToolTimestamp.Format(session.Started);
        stage["end_time"] = ToolTimestamp.Format(session.Ended);
        var seconds = Number(stage, "duration_seconds") + (session.Ended - session.Started).TotalSeconds;
        stage["duration_seconds"] = Math.Round(seconds, 3);
        foreach (var (counter, count) in session.Counters)
        {
            stage[counter] = Number(stage, counter) + count;
        }

        stage[session.RateKey] = seconds > 0 ? Math.Round(Number(stage, session.MainCounter) / seconds * 3600, 1) : 0;
        var failures = Number(stage, session.FailureCounter);
        var all = session.Counters.Keys.Sum(counter => Number(stage, counter));
        stage["success_rate_percent"] = all > 0 ? Math.Round(100 * (all - failures) / all, 2) : 0;
        stage["command_args"] = session.CommandArguments.DeepClone();
        stage["stage_details"] ??= new JsonObject();
        stage["queue_info"] ??= new JsonObject();
        stage["error_breakdown"] ??= new JsonObject();
        stage["last_operation_time"] = ToolTimestamp.Format(session.Ended);
        stage["is_completed"] = session.IsCompleted;
        AddError(stage, session);
        AddUpdate(stage, session);
        AddTotals(stages, session);
    }

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(_json, Format);

    /// <summary>Writes the file, as a whole.</summary>
    /// <param name="directory">The run's folder.</param>
    public void Save(RunDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var bytes = ToBytes();
        AtomicFile.Write(directory.ProcessSummary, stream => stream.Write(bytes));
    }

    private static void AddError(JsonObject stage, StageSession session)
    {
        stage["error_count"] = Number(stage, "error_count") + (session.Error is null ? 0 : 1);
        var types = Object(stage, "error_types");
        if (session.Error is { } error)
        {
            types[error.Code] = Number(types, error.Code) + 1;
            stage["last_error_message"] = error.Message;
            stage["last_error_time"] = ToolTimestamp.Format(session.Ended);
        }
    }

    private static void AddUpdate(JsonObject stage, StageSession session)
    {
        var updates = stage["progress_updates"] as JsonArray ?? [];
        stage["progress_updates"] = updates;
        var update = new JsonObject
        {
            ["timestamp"] = ToolTimestamp.Format(session.Ended),
            ["elapsed_seconds"] = Math.Round((session.Ended - session.Started).TotalSeconds, 3),
            ["message"] = session.Message,
        };
        foreach (var (counter, count) in session.Counters)
        {
            update[counter] = count;
        }

        updates.Add(update);
        while (updates.Count > KeptUpdates)
        {
            updates.RemoveAt(0);
        }
    }

    private void AddTotals(JsonObject stages, StageSession session)
    {
        var succeeded = session.Counters.Where(one => one.Key != session.FailureCounter).Sum(one => one.Value);
        var failed = session.Counters.GetValueOrDefault(session.FailureCounter);
        var start = ToolTimestamp.TryParse(_json["run_start_time"]?.ToString(), out var first) ? first : session.Started;
        var allSucceeded = Number(_json, "total_items_successful") + succeeded;
        var allFailed = Number(_json, "total_items_failed") + failed;
        var elapsed = (session.Ended - start).TotalSeconds;
        _json["run_end_time"] = ToolTimestamp.Format(session.Ended);
        _json["total_duration_seconds"] = Math.Round(elapsed, 3);
        _json["interruption_count"] = Number(_json, "interruption_count") + (session.WasInterrupted ? 1 : 0);
        _json["last_checkpoint_time"] = ToolTimestamp.Format(session.Ended);
        _json["total_items_processed"] = allSucceeded + allFailed;
        _json["total_items_successful"] = allSucceeded;
        _json["total_items_failed"] = allFailed;
        _json["total_error_count"] = stages.Sum(stage => Number((JsonObject)stage.Value!, "error_count"));
        _json["overall_success_rate_percent"] = allSucceeded + allFailed == 0 ? 0 : Math.Round(100.0 * allSucceeded / (allSucceeded + allFailed), 2);
        _json["overall_processing_rate_per_second"] = elapsed > 0 ? Math.Round((allSucceeded + allFailed) / elapsed, 2) : 0;
        _json["is_completed"] = session.IsCompleted;
        _json["has_errors"] = stages.Any(stage => Number((JsonObject)stage.Value!, "error_count") > 0);
        _json["active_stages"] = new JsonArray();
        _json["completed_stages"] = new JsonArray([.. stages.Where(IsCompleted).Select(stage => (JsonNode)stage.Key)]);
        _json["generated_at"] = ToolTimestamp.Format(session.Ended);
    }

    private static bool IsCompleted(KeyValuePair<string, JsonNode?> stage) => stage.Value?["is_completed"]?.GetValue<bool>() is true;

    private static JsonObject Object(JsonObject parent, string key)
    {
        if (parent[key] is not JsonObject child)
        {
            parent[key] = child = [];
        }

        return child;
    }

    private static double Number(JsonObject json, string key) => json[key] is JsonValue value && value.TryGetValue<double>(out var number) ? number : 0;
}
