namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>How a message is packed; every form is one that programs are known to write.</summary>
/// <param name="Data">The lengths of the encrypted packet.</param>
/// <param name="Literal">The lengths of the packet that holds the file.</param>
/// <param name="IsCompressed">Whether a compressed packet is around it.</param>
/// <param name="HasOwnKey">Whether the message has a key of its own.</param>
internal sealed record MessageForm(PacketFraming Data, PacketFraming Literal, bool IsCompressed, bool HasOwnKey)
{
    private static readonly PacketFraming Whole = new(null);

    public static readonly MessageForm[] All =
    [
        new(Whole, Whole, IsCompressed: false, HasOwnKey: false),
        new(new(13), new(13), IsCompressed: false, HasOwnKey: false),
        new(new(20), Whole, IsCompressed: false, HasOwnKey: true),
        new(new(13), new(16), IsCompressed: true, HasOwnKey: false),
        new(Whole, new(9), IsCompressed: false, HasOwnKey: true),
        new(new(16), Whole, IsCompressed: true, HasOwnKey: true),
    ];
}
