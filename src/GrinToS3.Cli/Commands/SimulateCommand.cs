using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Cli.Output;
using GrinToS3.Simulator;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin simulate</c>: a GRIN of one's own to try commands against.</summary>
internal static class SimulateCommand
{
    internal static Command Build()
    {
        var command = new Command("simulate", "Run a simulated GRIN on this machine until Ctrl-C");
        var options = new SimulateOptions();
        options.AddTo(command);
        command.SetAction((parsed, _) => ServeAsync(options.Read(parsed), options.Credentials(parsed)));
        return command;
    }

    private static async Task<int> ServeAsync(SimulatorOptions options, string credentials)
    {
        SimulatedGrin grin;
        try
        {
            grin = await SimulatedGrin.StartAsync(options);
        }
        catch (IOException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"port {options.Port} is taken; end what uses it, or give another --port");
        }

        await using (grin)
        {
            using var stopped = new CancellationTokenSource();
            using var signals = new StopSignals(stopped.Cancel);
            await grin.WriteCredentialsAsync(credentials);
            Console.WriteLine($"A simulated GRIN with {Text.Volumes(options.Books)} listens on {grin.BaseAddress}");
            Console.WriteLine("Collect it from another terminal:");
            Console.WriteLine($"  GRIN_CREDENTIALS_DIR={credentials} grin collect --run-name try1 --grin-url {grin.BaseAddress} --library-directory {options.Directory} --storage local --storage-path storage");
            Console.WriteLine("Let a day of conversions pass:");
            Console.WriteLine($"  curl -X POST '{new Uri(grin.BaseAddress, "/_simulator/advance?hours=24")}'");
            Console.WriteLine("Ctrl-C ends it.");
            await grin.WaitForShutdownAsync(stopped.Token);
            Console.WriteLine($"Ended after {Text.Count(grin.Journal.Total)} requests");
        }

        return ExitCode.Done;
    }
}
