namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>The packets that archives are made of (RFC 4880, section 4.3).</summary>
internal static class PacketTag
{
    public const int SymmetricKey = 3;
    public const int Compressed = 8;
    public const int LiteralData = 11;
    public const int IntegrityProtectedData = 18;
    public const int ModificationDetection = 19;
}
