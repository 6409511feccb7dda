using System.Diagnostics;
using System.Globalization;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>Processes below a process, by <c>ps</c>.</summary>
internal static class ProcessTree
{
    /// <summary>All descendants of a process, with their command lines.</summary>
    internal static async Task<List<(int Id, string Command)>> BelowAsync(int root)
    {
        var all = await AllAsync();
        var found = new List<(int Id, string Command)>();
        var parents = new HashSet<int> { root };
        while (all.Where(one => parents.Contains(one.Parent) && !parents.Contains(one.Id)).ToList() is { Count: > 0 } next)
        {
            found.AddRange(next.Select(static one => (one.Id, one.Command)));
            parents.UnionWith(next.Select(static one => one.Id));
        }

        return found;
    }

    /// <summary>Ends processes as <c>kill -9</c> does. One that has ended is passed over, whoever may have its number now.</summary>
    internal static async Task KillAsync(IReadOnlyCollection<(int Id, string Command)> processes)
    {
        var present = (await AllAsync()).Select(static one => (one.Id, one.Command)).ToHashSet();
        foreach (var (id, _) in processes.Where(present.Contains))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
                await process.WaitForExitAsync();
            }
            catch (ArgumentException)
            {
                // It has ended.
            }
        }
    }

    private static async Task<List<(int Id, int Parent, string Command)>> AllAsync()
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="]) { RedirectStandardOutput = true })!;
        var output = await ps.StandardOutput.ReadToEndAsync();
        await ps.WaitForExitAsync();
        return
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(static line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(static parts => parts.Length == 3)
                .Select(static parts => (Number(parts[0]), Number(parts[1]), parts[2])),
        ];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
