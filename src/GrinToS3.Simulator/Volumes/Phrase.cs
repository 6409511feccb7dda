using System.Net;
using System.Text;

namespace GrinToS3.Simulator.Volumes;

/// <summary>A part of a title, as text and as the bytes that stand for it in HTML.</summary>
internal sealed class Phrase(string text)
{
    public string Text { get; } = text;

    public byte[] Html { get; } = Encoding.UTF8.GetBytes(WebUtility.HtmlEncode(text));
}
