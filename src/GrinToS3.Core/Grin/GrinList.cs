namespace GrinToS3.Grin;

/// <summary>The lists that GRIN shows as pages of HTML (spec: grin-protocol 4).</summary>
public enum GrinList
{
    /// <summary><c>_all_books</c>: every volume of the library.</summary>
    AllBooks,

    /// <summary><c>_converted</c>: volumes whose archive can be downloaded now.</summary>
    Converted,

    /// <summary><c>_failed</c>: volumes whose conversion failed, with reasons.</summary>
    Failed,
}
