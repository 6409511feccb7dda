namespace GrinToS3.Progress;

/// <summary>Asks for a session's volumes to be chosen.</summary>
/// <param name="Session">The session.</param>
/// <param name="Queues">From where, in this order.</param>
/// <param name="Limit">The most volumes, after all that is not wanted is left out; null for all.</param>
/// <param name="Force">Whether volumes that are stored, failed or are not due yet are taken as well.</param>
/// <param name="Fetch">Whether archives are wanted.</param>
/// <param name="Request">Whether conversions are to be requested.</param>
/// <param name="MostRequests">The most conversions that GRIN's queue has room for; null where that is not known.</param>
/// <param name="DailyQuota">The most conversions to request on one day (UTC), those of earlier sessions counted; null for no limit.</param>
public sealed record SelectVolumes(
    long Session, IReadOnlyList<VolumeSource> Queues, int? Limit, bool Force, bool Fetch, bool Request, int? MostRequests, int? DailyQuota);
