using System.Net;
using System.Net.Sockets;

namespace GrinToS3.Testing.Storage;

/// <summary>Passes bytes to a server and back, and damages one on its way there.</summary>
public sealed class DamagingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly long _damaged;
    private readonly Task _accepting;

    /// <summary>Listens.</summary>
    /// <param name="server">Where to pass bytes to.</param>
    /// <param name="damaged">Which byte of each connection is damaged.</param>
    public DamagingProxy(Uri server, long damaged)
    {
        (_server, _damaged) = (server, damaged);
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> passing = [];
        try
        {
            while (true)
            {
                passing.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Stopped: depending on the moment, accepting ends as cancelled or as disposed.
        }

        await Task.WhenAll(passing);
    }

    private async Task PassAsync(TcpClient client)
    {
        using var owned = client;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream(), _damaged),
                PumpAsync(server.GetStream(), client.GetStream(), -1));
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // One side went away, or the proxy is being stopped.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, long damaged)
    {
        var buffer = new byte[64 * 1024];
        for (long passed = 0; await from.ReadAsync(buffer, _stop.Token) is > 0 and var read; passed += read)
        {
            if (damaged >= passed && damaged < passed + read)
            {
                buffer[damaged - passed] ^= 1;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
