using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>One JSON object a line: <c>started</c>, <c>progress</c> at each step, <c>note</c>, and at last <c>result</c>.</summary>
internal sealed class JsonRunView<TProgress, TResult>(TextWriter output) : IRunView<TProgress, TResult>
{
    public void Started(RunDirectory directory, RunConfig config, bool created) =>
        Write(new { Event = "started", Run = config.RunName, Folder = directory.Path, ConfigCreated = created });

    public void Progressed(TProgress progress) => Write(new { Event = "progress", Progress = progress });

    public void Noted(string line) => Write(new { Event = "note", Text = line });

    public ValueTask EndedAsync(TResult result)
    {
        Write(new { Event = "result", Result = result });
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Write(object value)
    {
        lock (output)
        {
            output.WriteLine(WorkflowJson.Write(value));
            output.Flush();
        }
    }
}
