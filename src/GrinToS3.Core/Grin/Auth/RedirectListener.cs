using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GrinToS3.Grin.Auth;

/// <summary>
/// Waits for the browser that Google sends back to <c>http://localhost:{port}</c>. Each connection is served by itself, for browsers
/// open some on which they say nothing.
/// </summary>
internal sealed class RedirectListener : IDisposable
{
    private const int MaxHeadBytes = 16 * 1024;
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(10);

    private readonly List<TcpListener> _listeners = [];
    private readonly SemaphoreSlim _places = new(16);

    private RedirectListener()
    {
    }

    /// <summary>The port that was bound.</summary>
    public int Port => ((IPEndPoint)_listeners[0].LocalEndpoint).Port;

    /// <summary>Binds the port on this machine's loopback addresses; on all addresses only in a container, whose published ports end there.</summary>
    public static RedirectListener? TryStart(int port, bool onAllAddresses)
    {
        var listener = new RedirectListener();
        try
        {
            listener.Bind(onAllAddresses ? IPAddress.Any : IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }

        try
        {
            // Some systems resolve "localhost" to ::1 first.
            listener.Bind(onAllAddresses ? IPAddress.IPv6Any : IPAddress.IPv6Loopback, listener.Port);
        }
        catch (SocketException)
        {
            // No IPv6 here, or the port is taken there; browsers then fall back to IPv4.
        }

        return listener;
    }

    /// <summary>Serves browsers until one brings a reply that ends the wait.</summary>
    /// <param name="judge">Judges the query of a request to <c>/</c>.</param>
    /// <param name="time">Measures how long a browser may take to ask.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<AuthorizationReply> WaitAsync(Func<string, AuthorizationReply> judge, TimeProvider time, CancellationToken ct)
    {
        var found = new TaskCompletionSource<AuthorizationReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var serving = Task.WhenAll(_listeners.Select(listener => AcceptAsync(listener, judge, found, time, over.Token)));
        try
        {
            var first = await Task.WhenAny(found.Task, serving).WaitAsync(ct);
            if (first == serving)
            {
                await serving;
            }

            return await found.Task;
        }
        finally
        {
            await over.CancelAsync();
            await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        _places.Dispose();
    }

    private void Bind(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        try
        {
            if (address.AddressFamily is AddressFamily.InterNetworkV6)
            {
                listener.Server.DualMode = false;
            }

            listener.Start();
            _listeners.Add(listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private async Task AcceptAsync(
        TcpListener listener, Func<string, AuthorizationReply> judge, TaskCompletionSource<AuthorizationReply> found, TimeProvider time, CancellationToken ct)
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                await _places.WaitAsync(ct);
                var connection = await listener.AcceptTcpClientAsync(ct);
                serving.RemoveAll(task => task.IsCompleted);
                serving.Add(ServeAsync(connection, judge, found, time, ct));
            }
        }
        finally
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(
        TcpClient connection, Func<string, AuthorizationReply> judge, TaskCompletionSource<AuthorizationReply> found, TimeProvider time, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(ReadLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using (connection)
            {
                var stream = connection.GetStream();
                var target = await ReadTargetAsync(stream, either.Token);
                var reply = target is not null && target.StartsWith("/?", StringComparison.Ordinal) ? judge(target[2..]) : null;
                await stream.WriteAsync(RedirectPages.For(reply), either.Token);
                if (reply is { Code: not null } or { Error: not null })
                {
                    found.TrySetResult(reply);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The browser went away, said nothing, or the wait is over: the next connection counts.
        }
        finally
        {
            _places.Release();
        }
    }

    private static async Task<string?> ReadTargetAsync(NetworkStream stream, CancellationToken ct)
    {
        var head = new byte[MaxHeadBytes];
        var length = 0;
        while (length < head.Length)
        {
            var read = await stream.ReadAsync(head.AsMemory(length), ct);
            length += read;
            var text = Encoding.Latin1.GetString(head, 0, length);
            if (text.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var line = text[..text.IndexOf("\r\n", StringComparison.Ordinal)].Split(' ');
                return line is ["GET", var target, _] ? target : null;
            }

            if (read == 0)
            {
                break;
            }
        }

        return null;
    }
}
