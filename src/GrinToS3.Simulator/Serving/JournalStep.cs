using GrinToS3.Simulator.Archives;
using GrinToS3.Simulator.Journal;
using Microsoft.AspNetCore.Http;

namespace GrinToS3.Simulator.Serving;

/// <summary>First step: recognises what is asked for, waits the latency, and writes the answer down.</summary>
internal sealed class JournalStep(SimulatorOptions options, SimulatorJournal journal, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var request = SimulatedRequest.Parse(http.Request.Path, options.ArchiveHop != ArchiveHop.None);
        http.Features.Set(request);
        var arrived = time.GetUtcNow();
        var isOfLibrary = request.Directory is not null;
        if (isOfLibrary)
        {
            journal.LibraryRequestStarted(arrived);
        }

        try
        {
            if (isOfLibrary && options.Latency > TimeSpan.Zero)
            {
                await Task.Delay(options.Latency, time, http.RequestAborted);
            }

            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away; there is nobody to answer, and the entry below tells of the request.
        }
        finally
        {
            if (isOfLibrary)
            {
                journal.LibraryRequestEnded();
            }

            var path = http.Request.Path + http.Request.QueryString;
            journal.Add(new JournalEntry(
                arrived, http.Request.Method, request.Resource, path, http.Response.StatusCode, request.BearerAccepted));
        }
    }
}
