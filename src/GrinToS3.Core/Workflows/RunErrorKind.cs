namespace GrinToS3.Workflows;

/// <summary>What a run failed on, as coarse as an operator needs it; each kind has one exit code and one HTTP status.</summary>
public enum RunErrorKind
{
    /// <summary>What was asked can't be done as it was asked.</summary>
    BadInput,

    /// <summary>GRIN does not accept who we are, or does not let us in here.</summary>
    Auth,

    /// <summary>The progress file, the run's folder or the object store can't be used.</summary>
    Storage,

    /// <summary>GRIN does not answer, or answers what we can't understand.</summary>
    Grin,

    /// <summary>Too many volumes fail, each for a reason of its own.</summary>
    Volumes,
}
