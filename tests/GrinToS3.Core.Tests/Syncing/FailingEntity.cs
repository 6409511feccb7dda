using GrinToS3.Workflows;

namespace GrinToS3.Syncing;

/// <summary>Passes operations to the real progress file, but for those that fail as if its disk were gone: before they are done, or after.</summary>
internal sealed class FailingEntity(IWorkflowEntity inner, FailingEntity.Plan plan) : IWorkflowEntity
{
    public async Task<string> InvokeAsync(string key, string operationName, string input, CancellationToken cancellationToken)
    {
        var fails = plan.Fails();
        if (!fails || plan.IsAfterwards)
        {
            var answer = await inner.InvokeAsync(key, operationName, input, cancellationToken);
            if (!fails)
            {
                return answer;
            }
        }

        return WorkflowJson.Write(new Outcome<Done>(null, RunError.Storage($"{operationName} fails", "Failing")));
    }

    /// <summary>Which operations fail, counted from 1.</summary>
    internal sealed class Plan
    {
        private int _calls;
        private int _from = int.MaxValue;
        private int _count;

        internal bool HasFailed { get; private set; }

        internal bool IsAfterwards { get; private set; }

        internal void Fail(int from, int count, bool isAfterwards) => (_calls, _from, _count, IsAfterwards, HasFailed) = (0, from, count, isAfterwards, false);

        internal void Heal() => _from = int.MaxValue;

        internal bool Fails()
        {
            _calls++;
            var fails = _calls >= _from && _calls - _from < _count;
            HasFailed |= fails;
            return fails;
        }
    }
}
