namespace GrinToS3.Infra;

/// <summary>What the compiler did.</summary>
/// <param name="Code">Its exit code: 0 also where there are warnings.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Said">Errors and warnings; empty when all is well.</param>
public sealed record BicepRun(int Code, string Output, string Said);
