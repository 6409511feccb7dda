using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Serving;

/// <summary>Something that can be asked for; serving it twice does the same (a fault may measure an answer before it spoils it).</summary>
internal interface IResource
{
    /// <summary>One of <see cref="ResourceName"/>.</summary>
    string Name { get; }

    Task ServeAsync(HttpContext http);
}
