namespace GrinToS3.Progress;

/// <summary>Which volumes a session takes (spec: pipeline 3.3). What GRIN can give now is fetched; what it must convert first is requested.</summary>
public enum VolumeSource
{
    /// <summary>What GRIN has converted and we do not have.</summary>
    Converted,

    /// <summary>What was downloaded before, by whom ever, and we do not have.</summary>
    Previous,

    /// <summary>What was never converted.</summary>
    Unconverted,

    /// <summary>What we have and GRIN offers again: fetched where its version is another.</summary>
    Changed,

    /// <summary>What was asked for by barcode, whatever its state.</summary>
    Named,
}
