using System.Runtime.InteropServices;

namespace GrinToS3.Cli.Hosting;

/// <summary>Ctrl-C and SIGTERM: the first asks for a good end, the second ends the process at once. Neither loses what was acknowledged.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action _stop;
    private int _received;

    internal StopSignals(Action stop)
    {
        _stop = stop;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive),
        ];
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _received) == 1)
        {
            _stop();
        }
        else
        {
            Environment.Exit(ExitCode.Interrupted);
        }
    }
}
