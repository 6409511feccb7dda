namespace GrinToS3.Functions.EndToEnd;

/// <summary>What a deployment is made from.</summary>
/// <param name="Program">The host.</param>
/// <param name="App">The published app's folder.</param>
/// <param name="Azurite">The storage of all task hubs.</param>
internal sealed record Surroundings(HostProgram Program, string App, AzuriteServer Azurite);
