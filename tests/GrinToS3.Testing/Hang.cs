namespace GrinToS3.Testing;

/// <summary>Tells a hang from a machine that has much else to do.</summary>
public static class Hang
{
    /// <summary>How long a test waits for what should come at once; what takes longer never comes.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
}
