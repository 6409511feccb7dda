using System.Globalization;

namespace GrinToS3.Cli.Output;

/// <summary>The run's log file, in the format that both tools append to (spec: storage-config 7.2).</summary>
internal sealed class RunLog : IDisposable
{
    private readonly TextWriter _file;
    private readonly string _logger;
    private readonly TimeProvider _time;

    internal RunLog(string? path, string logger, TimeProvider time)
    {
        _logger = logger;
        _time = time;
        if (path is null)
        {
            _file = TextWriter.Null;
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = TextWriter.Synchronized(new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true });
    }

    public void Dispose() => _file.Dispose();

    internal void Info(string message) => Write("INFO", message);

    internal void Warning(string message) => Write("WARNING", message);

    internal void Error(string message) => Write("ERROR", message);

    private void Write(string level, string message) => _file.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{_time.GetLocalNow():yyyy-MM-dd HH:mm:ss} - {_logger} - {level} - {message}"));
}
