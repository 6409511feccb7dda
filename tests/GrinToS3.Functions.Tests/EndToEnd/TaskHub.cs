using Azure;
using Azure.Data.Tables;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>What Durable Functions has stored of a task hub, read from its tables: no host has to be up for it.</summary>
internal sealed class TaskHub(string connectionString, string name)
{
    private readonly TableClient _instances = new(connectionString, $"{name}Instances");
    private readonly TableClient _history = new(connectionString, $"{name}History");

    internal string Name => name;

    /// <summary>The status of a run's orchestration, such as <c>Running</c>; null where it was never started.</summary>
    internal async Task<string?> StatusAsync(string run) => (await InstanceAsync(run))?.GetString("RuntimeStatus");

    internal async Task<TableEntity?> InstanceAsync(string run)
    {
        try
        {
            return (await _instances.GetEntityIfExistsAsync<TableEntity>($"run-{run}", "")) is { HasValue: true } found ? found.Value : null;
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Waits for a run's orchestration to end.</summary>
    /// <param name="run">The run.</param>
    /// <param name="status">How it must end.</param>
    /// <param name="limit">The longest to wait.</param>
    /// <param name="keep">Done again and again meanwhile.</param>
    internal async Task EndAsync(string run, string status, TimeSpan limit, Func<Task>? keep = null)
    {
        TableEntity? instance = null;
        await Until.TrueAsync(
            async () =>
            {
                await (keep?.Invoke() ?? Task.CompletedTask);
                return (instance = await InstanceAsync(run))?.GetString("RuntimeStatus") is "Completed" or "Failed" or "Terminated";
            },
            limit,
            () => $"the run {run} is {instance?.GetString("RuntimeStatus")}: {instance?.GetString("CustomStatus")}");
        Assert.True(instance!.GetString("RuntimeStatus") == status, $"{instance.GetString("RuntimeStatus")}: {instance.GetString("Output")}");
    }

    /// <summary>Waits for a run to end, and counts its history while it grows: a new generation overwrites the one before.</summary>
    /// <returns>The most events that each execution had, by instance and execution.</returns>
    internal async Task<Dictionary<(string Instance, string Execution), int>> WatchHistoryAsync(string run, TimeSpan limit)
    {
        var most = new Dictionary<(string Instance, string Execution), int>();
        await Until.TrueAsync(
            async () =>
            {
                foreach (var (execution, events) in await HistoryAsync())
                {
                    most[execution] = Math.Max(events, most.GetValueOrDefault(execution));
                }

                return await StatusAsync(run) is not ("Pending" or "Running");
            },
            limit,
            () => $"the run {run} does not end");
        return most;
    }

    /// <summary>How many history events each execution has now, by instance and execution.</summary>
    internal async Task<Dictionary<(string Instance, string Execution), int>> HistoryAsync()
    {
        var counts = new Dictionary<(string, string), int>();
        await foreach (var row in _history.QueryAsync<TableEntity>("RowKey ne 'sentinel'", select: ["PartitionKey", "RowKey", "ExecutionId"]))
        {
            var key = (row.PartitionKey, row.GetString("ExecutionId") ?? "");
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return counts;
    }

    /// <summary>All that stands in the hub's tables.</summary>
    internal async IAsyncEnumerable<string> TextsAsync()
    {
        foreach (var table in (TableClient[])[_instances, _history])
        {
            await foreach (var row in table.QueryAsync<TableEntity>())
            {
                yield return string.Join('\n', row.Select(static column => $"{column.Key}={column.Value}"));
            }
        }
    }
}
