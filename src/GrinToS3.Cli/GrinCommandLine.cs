using System.CommandLine;
using System.CommandLine.Parsing;
using GrinToS3.Cli.Commands;
using GrinToS3.Progress;

namespace GrinToS3.Cli;

/// <summary>The command <c>grin</c>: parses, runs, and turns every failure into one line and an exit code.</summary>
internal static class GrinCommandLine
{
    internal static async Task<int> RunAsync(string[] args)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            // A misspelt command is the second error: that one is required is the first.
            var message = parsed.UnmatchedTokens is [var unknown, ..] ? $"'{unknown}' is no command or option here" : parsed.Errors[0].Message.TrimEnd('.');
            return Fail(ExitCode.BadInput, $"{message} (see: grin {CommandPath(parsed)}--help)");
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (CommandFailedException failure)
        {
            return Fail(failure.ExitCode, failure.Message);
        }
        catch (ProgressStoreException failure)
        {
            return Fail(ExitCode.Storage, failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCode.Storage, failure.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.Interrupted, "interrupted");
        }
#pragma warning disable CA1031 // The process's last line of defence: a bug, too, ends with one line and a code of its own.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            var code = Fail(ExitCode.Bug, $"a bug: {bug.Message} (nothing that was acknowledged is lost; please report what follows)");
            Console.Error.WriteLine(bug);
            return code;
        }
    }

    internal static RootCommand Build() => new("grin brings a library's Google-scanned books home from GRIN.")
    {
        DemoCommand.Build(),
        SimulateCommand.Build(),
        AuthCommand.Build(),
        CollectCommand.Build(),
        EnrichCommand.Build(),
        RequestCommand.Build(),
        SyncCommand.Build(),
        ReprocessCommand.Build(),
        RunCommand.Build(),
        StatusCommand.Build(),
        ExplainCommand.Build(),
        ReportCommand.Build(),
        DoctorCommand.Build(),
        ExportCommand.Build(),
        VerifyCommand.Build(),
        AuditCommand.Build(),
        StorageCommand.Build(),
        AdoptCommand.Build(),
        DbCommand.Build(),
    };

    private static string CommandPath(ParseResult parsed)
    {
        var path = "";
        for (var result = parsed.CommandResult; result.Command is not RootCommand; result = (CommandResult)result.Parent!)
        {
            path = $"{result.Command.Name} {path}";
        }

        return path;
    }

    private static int Fail(int exitCode, string message)
    {
        Console.Error.WriteLine($"grin: {message.ReplaceLineEndings(" ")}");
        return exitCode;
    }
}
