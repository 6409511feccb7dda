using System.Threading.Channels;

namespace GrinToS3.Grin.Auth;

/// <summary>A person at a terminal and a browser, played by a test.</summary>
internal sealed class Person(params string?[] lines) : IAuthorizationPrompt
{
    private readonly TaskCompletionSource<(Uri Address, Uri Redirect, AuthorizationMode Mode)> _shown = new();
    private readonly Channel<string?> _lines = Fill(lines);

    public List<string> Refused { get; } = [];

    public Task<(Uri Address, Uri Redirect, AuthorizationMode Mode)> Shown => _shown.Task;

    public async Task<Dictionary<string, string>> AskedAsync() => (await Shown).Address.Query.TrimStart('?').Split('&')
        .Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));

    public Task ShowAsync(Uri address, Uri redirect, AuthorizationMode mode, CancellationToken ct)
    {
        _shown.SetResult((address, redirect, mode));
        return Task.CompletedTask;
    }

    public Task<string?> ReadPastedAsync(CancellationToken ct) => _lines.Reader.ReadAsync(ct).AsTask();

    public void Refuse(string problem) => Refused.Add(problem);

    public void Paste(string? line) => _lines.Writer.TryWrite(line);

    private static Channel<string?> Fill(string?[] lines)
    {
        var channel = Channel.CreateUnbounded<string?>();
        foreach (var line in lines)
        {
            channel.Writer.TryWrite(line);
        }

        return channel;
    }
}
