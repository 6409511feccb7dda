namespace GrinToS3.Syncing;

/// <summary>What a sync has to know; options are read in the activity that makes it, not in the workflow.</summary>
/// <param name="Window">Volumes to work on at once.</param>
public sealed record SyncPlan(int Window);
