namespace GrinToS3.Simulator.Conversions;

/// <summary>How a call of <c>_process</c> is answered whose volumes do not all fit into the queue; what GRIN does is unknown (spec: grin-protocol 15, question 7).</summary>
public enum QueueOverflow
{
    /// <summary>429, and none of the call's volumes is taken.</summary>
    RefuseCall,

    /// <summary>429, though the volumes that came first were taken as far as there was room.</summary>
    FillThenRefuse,

    /// <summary>200, and the lines of the volumes that were not taken say <c>Conversion queue is full</c>.</summary>
    PerLine,
}
