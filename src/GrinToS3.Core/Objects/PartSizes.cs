namespace GrinToS3.Objects;

/// <summary>
/// How large the parts of an upload are whose length is not known: they grow, so that small objects take little memory and 10,000 parts hold
/// a terabyte (spec: storage-config 2.4). Cloudflare R2 wants all parts but the last alike.
/// </summary>
/// <param name="Alike">Whether all parts but the last must have the same size.</param>
/// <param name="Most">The most bytes of a part: no more than the pool's budget.</param>
public readonly record struct PartSizes(bool Alike, long Most)
{
    /// <summary>The fewest bytes of a part that is not the last.</summary>
    public const int Smallest = 5 * MiB;

    /// <summary>The most parts of an upload.</summary>
    public const int MostParts = 10_000;

    private const int MiB = 1024 * 1024;
    private const long GiB = 1024L * MiB;

    /// <summary>The size of the next part.</summary>
    /// <param name="sent">The bytes of the parts before it.</param>
    public long Next(long sent) => Math.Min(Most, Alike ? 16 * MiB : sent switch
    {
        < 100 * MiB => 10 * MiB,
        < GiB => 16 * MiB,
        < 5 * GiB => 32 * MiB,
        _ => 100 * MiB,
    });
}
