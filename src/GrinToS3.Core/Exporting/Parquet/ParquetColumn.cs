using System.Buffers;

namespace GrinToS3.Exporting.Parquet;

/// <summary>The values of one column in a group of rows, until they are written.</summary>
/// <param name="name">The column's name.</param>
internal abstract class ParquetColumn(string name)
{
    internal string Name { get; } = name;

    /// <summary>Whether values are text, which may be null; else they are booleans.</summary>
    internal abstract bool IsText { get; }

    /// <summary>About how many bytes it holds.</summary>
    internal abstract int Bytes { get; }

    internal abstract int Nulls { get; }

    /// <summary>The dictionary's entries in the plain encoding; 0 where there is no dictionary.</summary>
    internal abstract int DictionaryCount { get; }

    internal abstract ReadOnlySpan<byte> Dictionary { get; }

    /// <summary>Writes the page of values.</summary>
    internal abstract void WriteValues(ArrayBufferWriter<byte> page);

    /// <summary>Forgets the values.</summary>
    internal abstract void Clear();
}
