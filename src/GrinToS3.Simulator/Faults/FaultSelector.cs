using GrinToS3.Simulator.Faults.Effects;

namespace GrinToS3.Simulator.Faults;

/// <summary>Counts requests for each rule, and finds the rule that is for one.</summary>
internal sealed class FaultSelector(FaultPlan plan)
{
    private readonly Lock _lock = new();
    private readonly int[] _requests = new int[plan.Faults.Count];
    private readonly int[] _happened = new int[plan.Faults.Count];

    /// <summary>Counts a request and finds what happens to it.</summary>
    /// <param name="resource">The resource's name.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="barcode">The volume whose archive is asked for; null for none.</param>
    /// <param name="page">The page of a list; null for none.</param>
    /// <returns>The effect; null for none.</returns>
    public FaultEffect? Select(string resource, string method, string? barcode, int? page)
    {
        lock (_lock)
        {
            FaultEffect? effect = null;
            for (var i = 0; i < _requests.Length; i++)
            {
                var fault = plan.Faults[i];
                if (fault.IsFor(resource, method, barcode) && fault.Matches(++_requests[i], page, _happened[i]) && effect is null)
                {
                    _happened[i]++;
                    effect = fault.Effect;
                }
            }

            return effect;
        }
    }
}
