namespace GrinToS3.Progress;

/// <summary>Who owns the file: the last host that took it. Each take has a generation of its own, so a host knows when it has lost it.</summary>
internal static class Ownership
{
    /// <summary>The generation of the present owner; 0 where there is none yet. To be called inside a transaction.</summary>
    public static long Generation(ProgressConnection connection)
    {
        var statement = connection.Prepare("SELECT generation FROM ownership WHERE id = 1");
        if (!statement.Step())
        {
            return 0;
        }

        var generation = statement.Int64(0);
        statement.Reset();
        return generation;
    }

    /// <summary>Makes a host the owner. To be called inside a write transaction.</summary>
    /// <returns>The host's generation.</returns>
    public static long Take(ProgressConnection connection, string hostId, string now)
    {
        var generation = Generation(connection) + 1;
        var statement = connection.Prepare(
            """
            INSERT INTO ownership (id, generation, host_id, taken_at) VALUES (1, ?1, ?2, ?3)
            ON CONFLICT (id) DO UPDATE SET generation = ?1, host_id = ?2, taken_at = ?3
            """);
        statement.Bind(1, generation);
        statement.Bind(2, hostId);
        statement.Bind(3, now);
        statement.Execute();
        return generation;
    }
}
