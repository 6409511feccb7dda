namespace GrinToS3.Archives.Pages;

/// <summary>The names of page texts: eight digits and <c>.txt</c>, the number from 1 to 999,999 (spec: storage-config 9.1).</summary>
internal static class PageName
{
    private const string Extension = ".txt";
    private const int Digits = 8;

    /// <summary>Whether a member is a text at all.</summary>
    internal static bool IsText(string name) => name.EndsWith(Extension, StringComparison.Ordinal);

    /// <summary>The page's number, or null where the name is not a page's.</summary>
    internal static int? Number(string name)
    {
        var file = name.AsSpan(name.LastIndexOf('/') + 1);
        return file.Length == Digits + Extension.Length && file.EndsWith(Extension, StringComparison.Ordinal)
            && !file[..Digits].ContainsAnyExceptInRange('0', '9') && int.Parse(file[..Digits], null) is >= 1 and <= 999_999 and var number ? number : null;
    }
}
