namespace GrinToS3.Progress;

/// <summary>How a listing ended.</summary>
public enum ListingEnd
{
    /// <summary>The list's last page is applied.</summary>
    Complete,

    /// <summary>As many rows as were asked for are applied.</summary>
    Limit,
}
