using System.Diagnostics.CodeAnalysis;
using GrinToS3.Simulator.Serving;

namespace GrinToS3.Simulator.Faults;

/// <summary>Reads one rule of the form that <see cref="FaultPlan.TryParse"/> describes.</summary>
internal static class FaultGrammar
{
    public static bool TryParse(string rule, [NotNullWhen(true)] out Fault? fault, [NotNullWhen(false)] out string? problem)
    {
        fault = null;
        var terms = FaultTerm.Split(rule);
        var resource = terms.Count == 0 ? "" : terms[0].Key;
        if (resource != Fault.AnyOfLibrary && !ResourceName.All.Contains(resource))
        {
            problem = $"'{resource}' is no resource; use * or one of {string.Join(", ", ResourceName.All)}";
            return false;
        }

        var draft = new FaultDraft();
        problem = terms.Skip(1).Select(draft.Accept).FirstOrDefault(reason => reason is not null);
        if (problem is not null || !EffectGrammar.TryRead(draft, out var effect, out problem))
        {
            return false;
        }

        if (effect.IsForPages && resource is (ResourceName.Token or ResourceName.Authorize))
        {
            problem = $"'{draft.EffectName}' is for the library's resources only";
            return false;
        }

        if (effect.OnlyFor is { } only && only != resource)
        {
            problem = $"'{draft.EffectName}' is for '{only}' only";
            return false;
        }

        fault = draft.ToFault(resource, effect);
        if (fault.Barcode is not null && resource is not (ResourceName.Archive or ResourceName.Hop))
        {
            problem = $"'barcode' goes with '{ResourceName.Archive}' only";
            return false;
        }

        return true;
    }
}
