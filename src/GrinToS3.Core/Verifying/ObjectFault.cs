namespace GrinToS3.Verifying;

/// <summary>What is wrong with an object.</summary>
public enum ObjectFault
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It has another size than what was stored: cut, or another object.</summary>
    WrongSize,

    /// <summary>It has other content than what was stored.</summary>
    Altered,

    /// <summary>The store has it but can't give its bytes.</summary>
    Unreadable,

    /// <summary>It is in storage, and the run's file does not know it. Nothing is lost by that.</summary>
    Unknown,
}
