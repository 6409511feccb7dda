using System.CommandLine;
using GrinToS3.Cli.Hosting;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin demo</c>: a small simulated library, collected by the real client over HTTP.</summary>
internal static class DemoCommand
{
    internal static Command Build()
    {
        var command = new Command("demo", "See a small simulated library being collected");
        var folder = new Option<string>("--folder") { Description = "Where the demo keeps its files", HelpName = "DIR", DefaultValueFactory = static _ => "grin-demo" };
        command.Options.Add(folder);
        command.SetAction((parsed, cancellationToken) => new Demo(GivenPath.ToAbsolute("--folder", parsed.GetValue(folder)!)).RunAsync(cancellationToken));
        return command;
    }
}
