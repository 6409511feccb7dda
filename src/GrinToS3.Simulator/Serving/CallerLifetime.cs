using Microsoft.Extensions.Hosting;

namespace GrinToS3.Simulator.Serving;

/// <summary>Lets the caller decide when the server stops; the framework's own lifetime would take Ctrl-C away from the command line.</summary>
internal sealed class CallerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
