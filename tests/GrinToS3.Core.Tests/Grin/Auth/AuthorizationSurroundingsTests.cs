namespace GrinToS3.Grin.Auth;

public sealed class AuthorizationSurroundingsTests
{
    [Theory]
    [InlineData("DISPLAY=:0", AuthorizationMode.Local)]
    [InlineData("", AuthorizationMode.Local)]
    [InlineData("SSH_TTY=/dev/pts/0 DISPLAY=:0", AuthorizationMode.Remote)]
    [InlineData("SSH_CLIENT=", AuthorizationMode.Local)]
    [InlineData("TERM=tmux-256color DISPLAY=:0", AuthorizationMode.Remote)]
    [InlineData("TERM=xterm-256color", AuthorizationMode.Local)]
    [InlineData("GOOGLE_CLOUD_PROJECT=p", AuthorizationMode.Remote)]
    [InlineData("GOOGLE_CLOUD_PROJECT=p DISPLAY=:0", AuthorizationMode.Local)]
    [InlineData("GOOGLE_CLOUD_PROJECT=p DOCKER_ENV=true", AuthorizationMode.Docker)]
    [InlineData("SSH_TTY=x DOCKER_ENV=true", AuthorizationMode.Remote)]
    public void Mode_FollowsTheVariables(string variables, AuthorizationMode expected) =>
        Assert.Equal(expected, Surroundings(variables).Mode(remoteWanted: false));

    [Fact]
    public void Mode_IsRemote_IfAPersonWantsIt() =>
        Assert.Equal(AuthorizationMode.Remote, Surroundings("DOCKER_ENV=true").Mode(remoteWanted: true));

    [Fact]
    public void Mode_IgnoresTheMissingDisplay_OnWindows() =>
        Assert.Equal(AuthorizationMode.Local, Surroundings("GOOGLE_CLOUD_PROJECT=p", isWindows: true).Mode(remoteWanted: false));

    [Fact]
    public void Mode_IsDocker_IfTheMarkExists() =>
        Assert.Equal(AuthorizationMode.Docker, Surroundings("", hasMark: true).Mode(remoteWanted: false));

    [Theory]
    [InlineData("", 58432)]
    [InlineData("GRIN_OAUTH_PORT=1234", 1234)]
    [InlineData("GRIN_OAUTH_PORT=0", null)]
    [InlineData("GRIN_OAUTH_PORT=70000", null)]
    [InlineData("GRIN_OAUTH_PORT=abc", null)]
    public void Port_IsTheVariableOrTheDefault(string variables, int? expected)
    {
        var port = Surroundings(variables).Port();

        Assert.Equal(expected, port.IsSuccess ? port.Value : null);
    }

    private static AuthorizationSurroundings Surroundings(string variables, bool isWindows = false, bool hasMark = false)
    {
        var environment = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        return new AuthorizationSurroundings(name => environment.GetValueOrDefault(name), isWindows, hasMark);
    }
}
