namespace GrinToS3.Benchmarks.Scenarios;

internal static class Percentiles
{
    public static double Of(IEnumerable<double> values, double fraction)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * fraction)];
    }
}
