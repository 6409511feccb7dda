using System.Globalization;
using System.Text;

namespace GrinToS3.Testing;

/// <summary>One request as it came over the wire.</summary>
public sealed record LoopbackRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    /// <summary>The fields of a form body.</summary>
    public IReadOnlyDictionary<string, string> Form => Body.Split('&').Select(part => part.Split('=', 2))
        .ToDictionary(pair => Decode(pair[0]), pair => Decode(pair[^1]));

    public static async Task<LoopbackRequest?> ReadAsync(Stream stream, CancellationToken ct)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, ct) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, ct);
        var start = lines[0].Split(' ');
        return new LoopbackRequest(start[0], start[1], headers, Encoding.UTF8.GetString(body));
    }

    private static bool EndsHead(List<byte> head) => head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
