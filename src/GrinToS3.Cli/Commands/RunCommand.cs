using System.CommandLine;
using System.Globalization;
using GrinToS3.Cli.Hosting;
using GrinToS3.Mirroring;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin run</c>: all stages one after the other, once or day after day.</summary>
internal static class RunCommand
{
    internal static Command Build()
    {
        var command = new Command("run", "Collect, request, sync, enrich and audit in one go; with --continuous again and again");
        var run = new RunOptions(command, required: true);
        var stages = new Option<string>("--stages")
        {
            Description = "What a pass does, separated by commas",
            HelpName = "STAGES",
            DefaultValueFactory = static _ => MirrorPlan.AllStages,
        };
        var quota = new Option<int?>("--daily-quota") { Description = "Request at most N conversions a day (UTC), those of other starts counted", HelpName = "N" };
        var limit = new Option<int?>("--limit") { Description = "Fetch at most N archives a pass", HelpName = "N" };
        var weeks = AuditCommand.Weeks();
        var patience = new PatienceOption("GRIN or the storage");
        var continuous = new Option<bool>("--continuous") { Description = "Go on with the next pass when it is due, until Ctrl-C or SIGTERM" };
        var every = new Option<string>("--every")
        {
            Description = "With --continuous: from the begin of a pass to the next, such as 30m, 6h or 1d",
            HelpName = "TIME",
            DefaultValueFactory = static _ => "1d",
        };
        var pause = new Option<string[]>("--pause")
        {
            Description = "With --continuous: do nothing at this time of the day (local), such as 08:00-18:30; can be repeated",
            HelpName = "FROM-TO",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        foreach (var option in new Option[] { stages, quota, limit, weeks, patience, continuous, every, pause, json })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = run.GetExisting(parsed);
            var plan = new MirrorPlan
            {
                Stages = MirrorPlan.ParseStages(parsed.GetValue(stages)!)
                    ?? throw Bad($"--stages is '{parsed.GetValue(stages)}'; give {MirrorPlan.AllStages}, or some of them, separated by commas"),
                DailyQuota = parsed.GetValue(quota) is not < 0 ? parsed.GetValue(quota) : throw Bad("--daily-quota must be at least 0"),
                SyncLimit = parsed.GetValue(limit) is not < 1 ? parsed.GetValue(limit) : throw Bad("--limit must be at least 1"),
                AuditCycleWeeks = AuditCommand.RequireWeeks(parsed.GetValue(weeks)),
                Patience = patience.Read(parsed),
            };
            var schedule = Schedule(parsed.GetValue(every)!, parsed.GetValue(pause) ?? []);
            if (!parsed.GetValue(continuous) && (parsed.GetResult(every) is { Implicit: false } || parsed.GetResult(pause) is { Implicit: false }))
            {
                throw Bad("--every and --pause need --continuous");
            }

            return new MirrorSession(directory, plan, parsed.GetValue(json)).RunAsync(parsed.GetValue(continuous) ? schedule : null, cancellationToken);
        });
        return command;
    }

    private static PassSchedule Schedule(string every, IReadOnlyList<string> pauses)
    {
        var schedule = new PassSchedule
        {
            Every = ReadTime(every) ?? throw Bad($"--every is '{every}'; give minutes, hours or days from 1m to 31d, such as 30m, 6h or 1d"),
            Pauses = [.. pauses.Select(static text => PauseWindow.TryParse(text, out var window) ? window : throw Bad($"--pause is '{text}'; give a time of the day such as 08:00-18:30"))],
        };
        return schedule.OutsidePauses(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc) is null ? throw Bad("--pause leaves no time of the day") : schedule;
    }

    private static TimeSpan? ReadTime(string text)
    {
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 44_640)
        {
            return null;
        }

        TimeSpan? time = text[^1] switch { 'm' => TimeSpan.FromMinutes(number), 'h' => TimeSpan.FromHours(number), 'd' => TimeSpan.FromDays(number), _ => null };
        return time <= TimeSpan.FromDays(31) ? time : null;
    }

    private static CommandFailedException Bad(string message) => new(ExitCode.BadInput, message);
}
