namespace GrinToS3.Grin.Auth;

/// <summary>The person at the other side of <c>grin auth setup</c>.</summary>
public interface IAuthorizationPrompt
{
    /// <summary>Shows the address at which the person agrees, and opens it in a browser where the mode is local.</summary>
    /// <param name="address">Google's consent page.</param>
    /// <param name="redirect">Where Google sends the browser afterwards: the address to forward, or to paste.</param>
    /// <param name="mode">Where the browser is.</param>
    /// <param name="ct">Ends with the setup.</param>
    Task ShowAsync(Uri address, Uri redirect, AuthorizationMode mode, CancellationToken ct);

    /// <summary>Waits for one pasted line: the address that the browser was sent to, or the code in it.</summary>
    /// <param name="ct">Ends with the setup.</param>
    /// <returns>The line, or null where nothing will be pasted any more.</returns>
    Task<string?> ReadPastedAsync(CancellationToken ct);

    /// <summary>Says why something that came was not taken; the setup keeps waiting.</summary>
    /// <param name="problem">One line.</param>
    void Refuse(string problem);
}
