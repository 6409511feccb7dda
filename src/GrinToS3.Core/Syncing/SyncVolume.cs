using GrinToS3.Progress;

namespace GrinToS3.Syncing;

/// <summary>Asks for one volume to be brought into storage.</summary>
/// <param name="Run">The run.</param>
/// <param name="Session">The session.</param>
/// <param name="Volume">The volume.</param>
/// <param name="Force">Whether an archive that is stored already is fetched again.</param>
/// <param name="WithText">Whether page texts are wanted.</param>
/// <param name="WithMarc">Whether MARC columns are wanted.</param>
/// <param name="KeysProven">Whether the keys have opened an archive of this session: one that they don't open is then alone at fault.</param>
public sealed record SyncVolume(string Run, long Session, SessionVolume Volume, bool Force, bool WithText, bool WithMarc, bool KeysProven);
