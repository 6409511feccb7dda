namespace GrinToS3.Objects;

/// <summary>
/// Stores an object whose length is known only at its end. Nothing is visible before <see cref="CompleteAsync"/> has returned; disposing
/// before that leaves nothing behind. Written by one caller at a time, with <see cref="Stream.WriteAsync(ReadOnlyMemory{byte}, CancellationToken)"/> only.
/// What it throws is <see cref="StorageException"/>, or what files throw.
/// </summary>
public abstract class ObjectWriteStream : Stream
{
    /// <summary>Whether <see cref="CompleteAsync"/> has returned.</summary>
    public bool IsCompleted { get; protected set; }

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => !IsCompleted;

    /// <inheritdoc />
    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <summary>Sends the rest, makes the object visible in place of the one that was there, and verifies what the store has.</summary>
    /// <param name="cancellationToken">Ends it early; whether the object is visible is then unknown if all was sent.</param>
    public abstract Task<StoredObject> CompleteAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public abstract override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default);

    /// <summary>Not supported: a thread would wait for the network.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("use WriteAsync");

    /// <summary>Does nothing: parts are sent when they are full.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public abstract override ValueTask DisposeAsync();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }
}
