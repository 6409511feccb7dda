namespace GrinToS3.Objects;

/// <summary>An object, or a part of one, while it is read.</summary>
/// <param name="body">Its bytes as they come.</param>
/// <param name="info">What the store says of the whole object.</param>
/// <param name="owned">What ends with it.</param>
public sealed class ObjectContent(Stream body, ObjectInfo info, IDisposable? owned = null) : IAsyncDisposable
{
    /// <summary>The bytes; a connection that breaks while they are read throws <see cref="IOException"/>.</summary>
    public Stream Body => body;

    /// <summary>What the store says of the whole object, also where only a part was asked for.</summary>
    public ObjectInfo Info => info;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await body.DisposeAsync();
        owned?.Dispose();
    }
}
