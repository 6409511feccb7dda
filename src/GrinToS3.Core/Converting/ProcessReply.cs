using GrinToS3.Grin;

namespace GrinToS3.Converting;

/// <summary>Reads what <c>_process</c> answers: a heading, then a line for each volume with its barcode and a text (spec: grin-protocol 8).</summary>
public static class ProcessReply
{
    /// <summary>Reads a reply.</summary>
    /// <param name="text">The reply.</param>
    /// <param name="asked">The volumes that were asked for; lines about others are passed over, a volume may have none.</param>
    /// <returns>GRIN's text by barcode.</returns>
    public static GrinResult<IReadOnlyDictionary<string, string>> Read(string text, IReadOnlyCollection<string> asked)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines is [] || lines[0].Split('\t') is not [var barcodeHeading, var statusHeading, ..]
            || !barcodeHeading.Equals("Barcode", StringComparison.OrdinalIgnoreCase)
            || !statusHeading.Trim().Equals("Status", StringComparison.OrdinalIgnoreCase))
        {
            return new GrinError(GrinErrorKind.UnexpectedReply, "the answer to a conversion request does not begin with the columns Barcode and Status; nothing was noted, report it");
        }

        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1))
        {
            if (line.Split('\t', 2) is [var barcode, var answer] && asked.Contains(barcode.Trim()))
            {
                answers[barcode.Trim()] = answer.Trim();
            }
        }

        return answers;
    }

    /// <summary>What a text means. Only a clear refusal is final; what we do not know is asked again.</summary>
    /// <param name="text">GRIN's text.</param>
    public static ConversionAnswer Classify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool Has(string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
        return text.Equals("Success", StringComparison.OrdinalIgnoreCase) ? ConversionAnswer.Requested
            : Has("available for download") ? ConversionAnswer.Available
            : Has("already") && (Has("convert") || Has("process")) ? ConversionAnswer.InProcess
            : Has("not allowed") ? ConversionAnswer.Refused
            : ConversionAnswer.Unknown;
    }
}
