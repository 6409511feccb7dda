using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace GrinToS3.Testing;

/// <summary>An HTTP server of a few lines on a raw socket, so that a test can cut, stall and damage what it sends.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<LoopbackRequest, LoopbackReply, Task> _handle;
    private readonly X509Certificate2? _certificate;
    private readonly List<LoopbackRequest> _requests = [];
    private readonly Task _accepting;

    public LoopbackServer(Func<LoopbackRequest, LoopbackReply, Task> handle, X509Certificate2? certificate = null)
    {
        _handle = handle;
        _certificate = certificate;
        _listener.Start(512);
        Base = new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Base { get; }

    /// <summary>All requests so far, in the order of their arrival.</summary>
    public IReadOnlyList<LoopbackRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Stopped: depending on the moment, accepting ends as cancelled, as disposed or as not listening.
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await using var stream = await OpenAsync(client);
                while (await LoopbackRequest.ReadAsync(stream, _stop.Token) is { } request)
                {
                    lock (_requests)
                    {
                        _requests.Add(request);
                    }

                    var reply = new LoopbackReply(stream, _stop.Token);
                    await _handle(request, reply);
                    if (reply.IsCut)
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or the server is being stopped.
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
        {
            return client.GetStream();
        }

        var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return secure;
    }
}
