using System.Net;
using System.Net.Sockets;

namespace GrinToS3.Functions.EndToEnd;

/// <summary>Ports for programs that can't choose a free one themselves.</summary>
internal static class Ports
{
    /// <summary>Ports of 127.0.0.1 that were free a moment ago, all different.</summary>
    internal static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(static _ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(static one => one.Start());
        var ports = listeners.Select(static one => ((IPEndPoint)one.LocalEndpoint).Port).ToArray();
        listeners.ForEach(static one => one.Stop());
        return ports;
    }
}
