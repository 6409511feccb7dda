using System.Text;

namespace GrinToS3.Testing;

/// <summary>Answers one request: whole, or piece by piece.</summary>
public sealed class LoopbackReply(Stream stream, CancellationToken stopping)
{
    /// <summary>Whether the connection ends after this reply.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Sends a whole answer; headers are "Name: value".</summary>
    public Task SendAsync(int status, string body = "", params string[] headers) => SendAsync(status, Encoding.UTF8.GetBytes(body), headers);

    public async Task SendAsync(int status, byte[] body, params string[] headers)
    {
        var head = string.Concat(headers.Select(header => header + "\r\n"));
        await SendRawAsync($"HTTP/1.1 {status} Status\r\n{head}Content-Length: {body.Length}\r\n\r\n");
        await stream.WriteAsync(body, stopping);
    }

    public Task RedirectAsync(string location, int status = 302) => SendAsync(status, "", "Location: " + location);

    public Task RedirectToLoginAsync() => RedirectAsync("https://accounts.google.com/ServiceLogin?continue=x");

    public async Task SendRawAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stopping);

    public async Task SendRawAsync(byte[] bytes) => await stream.WriteAsync(bytes, stopping);

    /// <summary>Ends the connection after what was sent.</summary>
    public void Cut() => IsCut = true;

    /// <summary>Sends nothing more until the server stops.</summary>
    public Task StallAsync() => Task.Delay(Timeout.InfiniteTimeSpan, stopping);
}
