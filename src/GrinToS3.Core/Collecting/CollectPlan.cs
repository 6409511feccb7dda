namespace GrinToS3.Collecting;

/// <summary>What a collection has to know before it lists; options are read in the activity that makes it, not in the workflow.</summary>
/// <param name="FirstPage">The first page's address.</param>
/// <param name="PageSize">Rows a page.</param>
/// <param name="Window">Pages to ask for at once.</param>
public sealed record CollectPlan(Uri FirstPage, int PageSize, int Window);
