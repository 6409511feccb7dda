using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Serving;

/// <summary>Last step: serves the resource; another directory, and what is not simulated, is answered with 404.</summary>
internal sealed class ResourceStep(string directory, IEnumerable<IResource> resources)
{
    private readonly Dictionary<string, IResource> _resources = resources.ToDictionary(resource => resource.Name);

    public Task InvokeAsync(HttpContext http)
    {
        var request = SimulatedRequest.Of(http);
        if ((request.Directory is null || request.Directory == directory) && _resources.TryGetValue(request.Resource, out var resource))
        {
            return resource.ServeAsync(http);
        }

        return NotFoundPage.WriteAsync(http);
    }
}
