using System.Globalization;

namespace GrinToS3.Progress.Mounts;

/// <summary>
/// Who holds the lock on a mount, as the token's name in <c>books.db.lock</c> says: <c>epoch-host-nonce-count</c>. The count grows
/// with each time that it takes the lock, so a lock that was let go and taken again is another one.
/// </summary>
/// <param name="Epoch">Which <c>books.db</c> it opened, 8 hexadecimal digits.</param>
/// <param name="Host">The host id, as far as it may stand in a file's name.</param>
/// <param name="Nonce">The connection, 8 hexadecimal digits by chance.</param>
/// <param name="Count">How often that connection has taken the lock.</param>
internal sealed record LockHolder(string Epoch, string Host, string Nonce, long Count)
{
    private const int LongestHost = 60;

    /// <summary>The holder that a name in the lock folder stands for; null where it is another program's.</summary>
    public static LockHolder? Parse(string name)
    {
        var parts = name.Split('-');
        return parts is [{ Length: 8 } epoch, var host, { Length: 8 } nonce, var digits]
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new LockHolder(epoch, host, nonce, count)
            : null;
    }

    /// <summary>A host id without what file systems or the name's own form forbid.</summary>
    public static string SafeHost(string host)
    {
        var safe = string.Concat(host.Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' ? letter : '_'));
        return safe.Length > LongestHost ? safe[..LongestHost] : safe;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Host}-{Nonce}-{Count}");
}
