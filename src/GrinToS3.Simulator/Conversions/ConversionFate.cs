namespace GrinToS3.Simulator.Conversions;

/// <summary>What became of a volume's conversion since the simulator started.</summary>
internal enum ConversionFate
{
    /// <summary>Nothing: the volume is as its library describes it.</summary>
    Resting,

    /// <summary>It is under way, ended well, or its archive expired.</summary>
    Good,

    /// <summary>It failed.</summary>
    Failed,
}
