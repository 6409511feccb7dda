using System.Collections.Concurrent;
using System.Reflection;
using GrinToS3.Objects;

namespace GrinToS3.Verifying;

/// <summary>Counts which objects are read; everything goes on to the real store.</summary>
public class ReadCounter : DispatchProxy
{
    private IObjectStore _store = null!;
    private ConcurrentDictionary<ObjectKey, int> _reads = null!;

    internal static IObjectStore Before(IObjectStore store, ConcurrentDictionary<ObjectKey, int> reads)
    {
        var proxy = Create<IObjectStore, ReadCounter>();
        ((ReadCounter)(object)proxy)._store = store;
        ((ReadCounter)(object)proxy)._reads = reads;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name is nameof(IObjectStore.ReadAsync))
        {
            _reads.AddOrUpdate((ObjectKey)args![0]!, 1, static (_, times) => times + 1);
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
