namespace GrinToS3.Grin.Auth;

/// <summary>Gives the bearer token that GRIN requests carry.</summary>
public interface ITokenSource
{
    /// <summary>The current token; it is replaced first where it is about to expire.</summary>
    /// <param name="ct">Stops the wait, not a refresh that others wait for as well.</param>
    ValueTask<GrinResult<AccessToken>> GetAsync(CancellationToken ct);

    /// <summary>
    /// A token in place of one that GRIN rejected. Single flight: only a rejected token that is still the current one causes a
    /// refresh, and everybody who asks meanwhile gets its outcome.
    /// </summary>
    /// <param name="rejected">The token that was sent.</param>
    /// <param name="ct">Stops the wait, not a refresh that others wait for as well.</param>
    ValueTask<GrinResult<AccessToken>> RefreshAsync(AccessToken rejected, CancellationToken ct);
}
