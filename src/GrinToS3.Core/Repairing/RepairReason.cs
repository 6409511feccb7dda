namespace GrinToS3.Repairing;

/// <summary>What is wrong with a volume in a file, mostly of the Python tool (spec: data-model 10, gaps 1 and 6).</summary>
public enum RepairReason
{
    /// <summary>History has it, <c>books</c> does not: it came from GRIN's list of converted volumes alone.</summary>
    RowMissing,

    /// <summary>History calls it completed, but its last attempt has no upload.</summary>
    UploadMissing,

    /// <summary>Local storage: it was downloaded and never stored, and its ETag would keep it from being fetched.</summary>
    StoringUnfinished,

    /// <summary>What <c>books</c> says is stored is missing or empty.</summary>
    FileMissing,

    /// <summary>It was left as unavailable for an answer of GRIN that is no refusal.</summary>
    ConversionOpen,

    /// <summary>It was marked as enriched, and nothing came.</summary>
    EnrichmentEmpty,

    /// <summary>Its MARC columns lack dates or language, or are missing; they can be derived again from the stored archive.</summary>
    MarcIncomplete,

    /// <summary>Its page texts are missing; they can be taken again from the stored archive.</summary>
    TextMissing,

    /// <summary>Storage has its archive, and history did not call it stored.</summary>
    FoundInStorage,
}
