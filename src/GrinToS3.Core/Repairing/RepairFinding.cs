using System.Text.Json;

namespace GrinToS3.Repairing;

/// <summary>A volume that is, or would be, repaired.</summary>
/// <param name="Barcode">The volume.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Detail">The same in one line, with what tells it.</param>
public sealed record RepairFinding(string Barcode, RepairReason Reason, string Detail)
{
    /// <summary>The reason as history and files have it, such as <c>upload_missing</c>.</summary>
    public string ReasonName => NameOf(Reason);

    /// <summary>The name of a reason, such as <c>upload_missing</c>.</summary>
    /// <param name="reason">The reason.</param>
    public static string NameOf(RepairReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
}
