using GrinToS3.Runs;

namespace GrinToS3.Cli.Output;

/// <summary>How a workflow is shown: bars on a terminal, lines in a pipe, or JSON.</summary>
/// <typeparam name="TProgress">The workflow's custom status.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
internal interface IRunView<in TProgress, in TResult> : IAsyncDisposable
{
    void Started(RunDirectory directory, RunConfig config, bool created);

    void Progressed(TProgress progress);

    void Noted(string line);

    ValueTask EndedAsync(TResult result);
}
