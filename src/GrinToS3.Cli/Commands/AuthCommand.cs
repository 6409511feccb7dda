using System.CommandLine;
using GrinToS3.Cli.Hosting;
using GrinToS3.Grin;
using GrinToS3.Grin.Auth;
using GrinToS3.Grin.Http;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Commands;

/// <summary><c>grin auth setup|check</c>: gets credentials, and tests them.</summary>
internal static class AuthCommand
{
    internal static Command Build() => new("auth", "Get GRIN credentials, and test them") { BuildSetup(), BuildCheck() };

    private static Command BuildSetup()
    {
        var command = new Command("setup", "Let a Google account agree in a browser, and store its tokens");
        var remote = new Option<bool>("--remote-auth") { Description = "The browser is on another machine: paste the address that it ends at" };
        var again = new Option<bool>("--force") { Description = "Replace tokens that are there already" };
        var secrets = SecretsOption();
        command.Options.Add(remote);
        command.Options.Add(again);
        command.Options.Add(secrets);
        command.SetAction((parsed, cancellationToken) =>
            SetUpAsync(CredentialsLocator.ForProcess(parsed.GetValue(secrets)), parsed.GetValue(remote), parsed.GetValue(again), cancellationToken));
        return command;
    }

    private static Command BuildCheck()
    {
        var command = new Command("check", "Ask GRIN whether it accepts the credentials");
        var library = new Option<string>("--library-directory") { Description = "Your library's directory in GRIN", HelpName = "DIR", Required = true };
        var address = new Option<string?>("--grin-url") { Description = "Another GRIN, such as a simulated one", HelpName = "URL" };
        var secrets = SecretsOption();
        command.Options.Add(library);
        command.Options.Add(address);
        command.Options.Add(secrets);
        command.SetAction((parsed, cancellationToken) =>
        {
            if (!LibraryDirectory.TryParse(parsed.GetValue(library), out var directory, out var problem)
                || !GrinAddress.TryParseBase(parsed.GetValue(address) ?? GrinAddress.GoogleBase.AbsoluteUri, out var grin, out problem))
            {
                throw new CommandFailedException(ExitCode.BadInput, problem);
            }

            return CheckAsync(new GrinAddress(grin, directory), directory, CredentialsLocator.ForProcess(parsed.GetValue(secrets)), cancellationToken);
        });
        return command;
    }

    private static Option<string?> SecretsOption() => new("--secrets-dir") { Description = "A folder with client_secret.json", HelpName = "DIR" };

    private static async Task<int> SetUpAsync(CredentialsLocator locator, bool remote, bool again, CancellationToken cancellationToken)
    {
        var client = Require(ClientSecret.Read(locator.ClientSecretPath()));
        var tokenFile = locator.TokenFilePath();
        if (!again && TokenFile.Read(tokenFile) is { IsSuccess: true } stored && stored.Value.HasRequiredScopes)
        {
            Console.WriteLine($"Compatible credentials are there already: {tokenFile}");
            Console.WriteLine("Test them with: grin auth check --library-directory DIR. Replace them with: grin auth setup --force");
            return ExitCode.Done;
        }

        using var http = GrinHttp.CreateClient();
        var surroundings = AuthorizationSurroundings.OfProcess();
        var flow = new AuthorizationFlow(client, new TokenEndpoint(http, TimeProvider.System), new ConsolePrompt(), TimeProvider.System);
        var authorization = Require(await flow.RunAsync(surroundings.Mode(remote), Require(surroundings.Port()), tokenFile, cancellationToken));
        Console.WriteLine($"Stored the credentials of {authorization.Account ?? "the account"} in {authorization.Path}");
        Console.WriteLine("Next: grin auth check --library-directory DIR");
        return ExitCode.Done;
    }

    private static async Task<int> CheckAsync(GrinAddress address, LibraryDirectory directory, CredentialsLocator locator, CancellationToken cancellationToken)
    {
        var report = Require(await CredentialProbe.RunAsync(address, locator, RetryPlan.Default, TimeProvider.System, Console.Error.WriteLine, cancellationToken));
        Console.WriteLine($"GRIN accepts {report.Account ?? "the credentials"} for {directory} at {address.Base}");
        return ExitCode.Done;
    }

    private static T Require<T>(GrinResult<T> result)
        where T : notnull =>
        result.IsSuccess ? result.Value : throw new CommandFailedException(ExitCode.Of(RunError.From(result.Error).Kind), result.Error.Message);
}
