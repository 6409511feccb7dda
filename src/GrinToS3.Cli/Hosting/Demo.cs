using GrinToS3.Cli.Output;
using GrinToS3.Collecting;
using GrinToS3.Grin.Auth;
using GrinToS3.Progress;
using GrinToS3.Runs;
using GrinToS3.Simulator;
using GrinToS3.Simulator.Faults;
using GrinToS3.Syncing;

namespace GrinToS3.Cli.Hosting;

/// <summary>The demo: a simulated GRIN on this machine, two things that go wrong in it, what a collection brings, and what a sync stores.</summary>
internal sealed class Demo
{
    private const int Books = 5_000;
    private const int Archives = 20;
    private const int PageSize = 500;

    // The address is a part of the run's configuration, and a second demo goes on with the same run.
    private const int Port = 58_500;

    private readonly string _folder;
    private readonly RunDirectory _directory;

    internal Demo(string folder)
    {
        _folder = folder;
        _directory = RunName.TryParse("demo", out var name, out var problem)
            ? new RunDirectory(Path.Combine(folder, "output"), name)
            : throw new InvalidOperationException(problem);
    }

    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var grin = await StartGrinAsync(cancellationToken);
        var credentials = Path.Combine(_folder, "credentials");
        await grin.WriteCredentialsAsync(credentials, cancellationToken);
        Environment.SetEnvironmentVariable(CredentialsLocator.DirectoryVariable, credentials);
        Environment.SetEnvironmentVariable(CredentialsLocator.WritableDirectoryVariable, null);
        Environment.SetEnvironmentVariable(CredentialsLocator.ServiceAccountVariable, null);

        Console.WriteLine($"A simulated GRIN with {Text.Volumes(Books)} listens on {grin.BaseAddress}");
        Console.WriteLine("It will answer one page with HTTP 429 and one with its error page, as the real one does at times.");
        Console.WriteLine();
        var exitCode = await new CollectSession(_directory, Draft(grin), json: false)
            .RunAsync(new CollectInput { Run = _directory.Name.Value }, cancellationToken);
        if (exitCode is ExitCode.Done)
        {
            Console.WriteLine();
            exitCode = await new SyncSession(_directory, "sync", json: false).RunAsync(
                new SyncInput { Run = _directory.Name.Value, Sources = [VolumeSource.Converted], Limit = Archives }, [], cancellationToken);
        }

        if (exitCode is ExitCode.Done)
        {
            var volume = ShowLibrary();
            ShowRequests(grin);
            ShowNext(volume);
        }

        return exitCode;
    }

    private RunConfigDraft Draft(SimulatedGrin grin) => new RunConfigDraft(_directory.Name)
        .Set("library_directory", "Example")
        .Set("storage_config.type", "local")
        .Set("storage_config.config.base_path", Path.Combine(_folder, "storage"))
        .Set("grin.base_url", grin.BaseAddress.AbsoluteUri)
        .Set("grin.page_size", PageSize)
        .Set("log_file", Path.Combine(_folder, "logs", "demo.log"));

    private async Task<SimulatedGrin> StartGrinAsync(CancellationToken cancellationToken)
    {
        var isNew = !RunConfigFile.TryRead(_directory, out var config, out _);
        var options = new SimulatorOptions
        {
            Books = Books,
            Port = isNew ? Port : new Uri(config!.Grin.BaseUrl).Port,
            Faults = FaultPlan.Parse("_all_books:page=3:429:retry-after=1", "_all_books:page=7:soft-error"),
        };
        try
        {
            return await SimulatedGrin.StartAsync(options, cancellationToken: cancellationToken);
        }
        catch (IOException) when (isNew)
        {
            return await SimulatedGrin.StartAsync(options with { Port = 0 }, cancellationToken: cancellationToken);
        }
        catch (IOException)
        {
            throw new CommandFailedException(ExitCode.BadInput, $"port {options.Port}, which the demo in {_folder} uses, is taken; end what uses it, or give another --folder");
        }
    }

    /// <returns>The volume that was stored last.</returns>
    private VolumeInStorage? ShowLibrary()
    {
        using var reader = ProgressReader.Open(_directory.Database);
        var counts = reader.Counts();
        Console.WriteLine();
        Console.WriteLine($"books.db holds {Text.Volumes(counts.Books)}, by GRIN's state:");
        foreach (var (state, count) in counts.ByState.OrderByDescending(static state => state.Value))
        {
            Console.WriteLine($"  {Text.Count(count),9}  {state}");
        }

        if (reader.LatestStored() is not { } volume)
        {
            return null;
        }

        Console.WriteLine();
        Console.WriteLine($"{Text.Volumes(counts.Synced)} are stored. One of them, {volume.Barcode}: {volume.Title ?? "(without a title)"}");
        foreach (var artifact in volume.Artifacts)
        {
            Console.WriteLine($"  {Text.Size(artifact.Size),9}  {artifact.Kind,-8}  {artifact.Place}");
        }

        return volume;
    }

    private static void ShowRequests(SimulatedGrin grin)
    {
        Console.WriteLine();
        Console.WriteLine($"GRIN was asked {Text.Count(grin.Journal.Total)} times, at most {grin.Journal.MaxConcurrent} at once:");
        foreach (var one in grin.Journal.Counts)
        {
            Console.WriteLine($"  {Text.Count(one.Requests),9}  {one.Resource} answered {one.Status}");
        }
    }

    private void ShowNext(VolumeInStorage? volume)
    {
        var run = $"--run-name demo --output-root {_directory.Root}";
        Console.WriteLine();
        Console.WriteLine("What to try next (grin is: dotnet run --project src/GrinToS3.Cli --):");
        Console.WriteLine($"  grin status {run}");
        Console.WriteLine($"  grin export {run} --output books.csv");
        Console.WriteLine($"  grin report states {run}");
        if (volume is not null)
        {
            Console.WriteLine($"  grin explain {volume.Barcode} {run} --offline");
        }

        Console.WriteLine("  grin demo       once more: the volumes are known, and the next 20 are stored");
        Console.WriteLine("  grin simulate   a GRIN of your own, with any number of volumes and faults");
        Console.WriteLine("  grin collect    your own library: see \"A real run\" in README.md");
    }
}
