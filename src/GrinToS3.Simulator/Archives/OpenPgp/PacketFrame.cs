namespace GrinToS3.Simulator.Archives.OpenPgp;

/// <summary>A part of a packet's body.</summary>
/// <param name="Header">The bytes that announce it.</param>
/// <param name="Length">How many bytes of the body follow.</param>
internal readonly record struct PacketFrame(byte[] Header, long Length);
