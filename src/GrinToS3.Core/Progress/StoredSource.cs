namespace GrinToS3.Progress;

/// <summary>Of which stored volumes a session derives page texts and MARC columns anew.</summary>
public enum StoredSource
{
    /// <summary>Those of which they are missing, have failed, or were reopened by a repair.</summary>
    Due,

    /// <summary>All; where an earlier session of this kind was not finished, those that it did not come to.</summary>
    All,

    /// <summary>Those that a person named, whatever their state.</summary>
    Named,
}
