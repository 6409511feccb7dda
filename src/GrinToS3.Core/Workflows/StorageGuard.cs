using GrinToS3.Objects;
using GrinToS3.Progress;

namespace GrinToS3.Workflows;

/// <summary>Turns what storage throws into a value, at the edge of activities and entity operations.</summary>
public static class StorageGuard
{
    private const int NoSpaceOnLinux = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>Does something that may find a disk full, a folder gone or a file locked.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="work">The work.</param>
    public static async Task<Outcome<T>> RunAsync<T>(Func<Task<Outcome<T>>> work)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return await work();
        }
        catch (ProgressStoreException error)
        {
            return RunError.Storage(error.Message, error.Fault.ToString());
        }
        catch (StorageException error)
        {
            return RunError.From(error);
        }
        catch (IOException error) when (error.HResult is NoSpaceOnLinux or NoSpaceOnWindows)
        {
            return RunError.Storage($"the disk is full: {error.Message}; free some space and start again", "DiskFull");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return RunError.Storage(error.Message, error.GetType().Name);
        }
    }
}
