namespace GrinToS3.Mounts;

/// <summary>
/// Proves the lock of progress files on mounts. <c>owners FOLDER COUNT</c> is the process that is killed or stopped;
/// <c>suite NAME MOUNT OTHER SERVER COUNT</c> runs it on one mount and takes over from another mount of the same folder. With two times in
/// milliseconds the folder is taken for a network mount, and these are the beat and the time after which a host is dead.
/// </summary>
internal static class MountsProgram
{
    public static int Main(string[] arguments) => arguments switch
    {
        ["owners", var folder, var count, .. var rest] => Owners.Run(folder, Number(count), Timing.Parse(rest)),
        ["suite", var name, var mount, var other, var server, var count, .. var rest] =>
            new Suite(new MountPaths(name, mount, other, server), Number(count), Timing.Parse(rest), Console.WriteLine).Run(),
        _ => Usage(),
    };

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static int Usage()
    {
        Console.Error.WriteLine("owners FOLDER COUNT [BEAT DEAD] | suite NAME MOUNT OTHER-MOUNT SERVER-FOLDER COUNT [BEAT DEAD]");
        return 2;
    }
}
