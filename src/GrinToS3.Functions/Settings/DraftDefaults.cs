using System.Text.Json.Nodes;
using GrinToS3.Runs;

namespace GrinToS3.Functions.Settings;

/// <summary>Puts values into a start where there are any.</summary>
internal static class DraftDefaults
{
    internal static void SetDefaultIfAny(this RunConfigDraft draft, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            draft.SetDefault(key, value);
        }
    }

    internal static void SetDefaultIfAny<T>(this RunConfigDraft draft, string key, T? value)
        where T : struct
    {
        if (value is { } given)
        {
            draft.SetDefault(key, JsonValue.Create(given)!);
        }
    }

    internal static void SetIfAny(this RunConfigDraft draft, string key, string? value)
    {
        if (value is not null)
        {
            draft.Set(key, value);
        }
    }

    internal static void SetIfAny<T>(this RunConfigDraft draft, string key, T? value)
        where T : struct
    {
        if (value is { } given)
        {
            draft.Set(key, JsonValue.Create(given)!);
        }
    }
}
