using GrinToS3.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace GrinToS3.Functions.Http;

/// <summary>Answers that say what went wrong, as problem+json (RFC 9457).</summary>
internal static class Problem
{
    internal static IResult Of(int status, string title, string detail, IDictionary<string, object?>? extensions = null) => Results.Problem(
        new ProblemDetails
        {
            Type = $"https://httpwg.org/specs/rfc9110.html#status.{status}",
            Status = status,
            Title = title,
            Detail = detail,
            Extensions = extensions ?? new Dictionary<string, object?>(),
        });

    internal static IResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, "The request can't be carried out", detail);

    internal static IResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "There is no such run", detail);

    /// <summary>A run's error. Who is not let in by GRIN is this app, so that is no 401 of the caller's.</summary>
    internal static IResult Of(RunError error) => Of(
        error.Kind switch
        {
            RunErrorKind.BadInput => StatusCodes.Status400BadRequest,
            RunErrorKind.Auth or RunErrorKind.Grin => StatusCodes.Status502BadGateway,
            _ => StatusCodes.Status500InternalServerError,
        },
        error.Kind switch
        {
            RunErrorKind.BadInput => "The request can't be carried out",
            RunErrorKind.Auth => "GRIN does not accept this app's credentials",
            RunErrorKind.Grin => "GRIN does not answer as expected",
            RunErrorKind.Volumes => "Too many volumes fail",
            _ => "The storage can't be used",
        },
        error.Message,
        new Dictionary<string, object?> { ["code"] = error.Code });
}
