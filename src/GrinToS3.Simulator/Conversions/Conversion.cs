namespace GrinToS3.Simulator.Conversions;

/// <summary>One conversion of a volume.</summary>
/// <param name="Attempt">Which of this volume's it is since the start; 0 for the one that was under way.</param>
/// <param name="Ends">The minute since the start in which it ends.</param>
/// <param name="Fails">Whether it ends in a failure.</param>
internal readonly record struct Conversion(int Attempt, int Ends, bool Fails);
