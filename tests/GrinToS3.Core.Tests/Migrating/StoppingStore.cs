using System.Reflection;
using GrinToS3.Objects;

namespace GrinToS3.Migrating;

/// <summary>A real store that ends the process, as far as a test can, at one of the calls by which rows learn where their objects are now.</summary>
public class StoppingStore : DispatchProxy
{
    private IObjectStore _store = null!;
    private int _left;

    internal static IObjectStore Before(IObjectStore store, int calls)
    {
        var proxy = Create<IObjectStore, StoppingStore>();
        ((StoppingStore)(object)proxy)._store = store;
        ((StoppingStore)(object)proxy)._left = calls;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name is nameof(IObjectStore.StoragePath) && --_left < 0)
        {
            throw new IOException("stopped");
        }

        try
        {
            return targetMethod.Invoke(_store, args);
        }
        catch (TargetInvocationException error)
        {
            throw error.InnerException!;
        }
    }
}
