using GrinToS3.Runs;
using GrinToS3.Workflows;

namespace GrinToS3.Cli.Output;

/// <summary>What a workflow's progress and result are in sentences; the plain and the terminal view share it.</summary>
/// <typeparam name="TProgress">The workflow's custom status.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
internal interface IRunText<in TProgress, in TResult>
{
    IEnumerable<string> Started(RunDirectory directory, RunConfig config, bool created);

    /// <summary>The step that is being done: a change is always worth a line.</summary>
    Enum Phase(TProgress progress);

    string Line(TProgress progress, TimeSpan elapsed);

    /// <summary>How far it is, 0 to 1; null where that is not known.</summary>
    double? Share(TProgress progress);

    /// <summary>Why it could not finish, where it could not.</summary>
    RunError? Error(TResult result);

    IEnumerable<string> Ended(TResult result, TimeSpan elapsed);
}
