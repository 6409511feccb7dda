using System.Globalization;

namespace GrinToS3.Benchmarks;

/// <summary>The processor time of processes while they run, as the kernel counts it (<c>/proc/PID/stat</c>: user and system), in seconds.</summary>
internal static class ProcessorTime
{
    // USER_HZ, which has been 100 on every platform of Linux for decades.
    private const double TicksPerSecond = 100;

    /// <summary>What a process has taken; 0 where it has ended.</summary>
    internal static double Of(int process)
    {
        try
        {
            // The name, in parentheses, may hold blanks and parentheses. After it come the fields from the third on.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Ticks(fields[11]) + Ticks(fields[12])) / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>What the children of a process have taken together, by the name of their program.</summary>
    internal static Dictionary<string, double> OfChildren(int process) => File.ReadAllText($"/proc/{process}/task/{process}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(static child => int.Parse(child, CultureInfo.InvariantCulture))
        .GroupBy(static child => File.ReadAllText($"/proc/{child}/comm").Trim(), static child => Of(child))
        .ToDictionary(static program => program.Key, static program => program.Sum());

    private static long Ticks(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
