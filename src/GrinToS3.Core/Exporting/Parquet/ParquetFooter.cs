using System.Buffers;

namespace GrinToS3.Exporting.Parquet;

/// <summary>What stands at the end of a Parquet file: its columns, and where their pages are (FileMetaData of parquet.thrift).</summary>
internal static class ParquetFooter
{
    private const string CreatedBy = "GrinToS3 version 1";
    private const int Boolean = 0;
    private const int ByteArray = 6;
    private const int Required = 0;
    private const int Optional = 1;
    private const int Utf8 = 0;

    /// <summary>The physical type of a column.</summary>
    internal static int TypeOf(ParquetColumn column) => column.IsText ? ByteArray : Boolean;

    /// <summary>Writes it.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">How many rows there are in all.</param>
    /// <param name="groups">How many groups.</param>
    /// <param name="groupStructures">The groups' structures, one after the other.</param>
    internal static void Write(ArrayBufferWriter<byte> target, IReadOnlyList<ParquetColumn> columns, long rows, int groups, ReadOnlySpan<byte> groupStructures)
    {
        var thrift = new ThriftWriter(target);
        thrift.BeginItem();
        thrift.Int32(1, 1);
        thrift.StructList(2, columns.Count + 1);
        thrift.BeginItem();
        thrift.Text(4, "books");
        thrift.Int32(5, columns.Count);
        thrift.End();
        foreach (var column in columns)
        {
            WriteColumn(thrift, column);
        }

        thrift.Int64(3, rows);
        thrift.StructList(4, groups);
        target.Write(groupStructures);
        thrift.Text(6, CreatedBy);
        thrift.End();
    }

    private static void WriteColumn(ThriftWriter thrift, ParquetColumn column)
    {
        thrift.BeginItem();
        thrift.Int32(1, TypeOf(column));
        thrift.Int32(3, column.IsText ? Optional : Required);
        thrift.Text(4, column.Name);
        if (column.IsText)
        {
            // In the old way, and in the new one: LogicalType.STRING, an empty structure.
            thrift.Int32(6, Utf8);
            thrift.BeginStruct(10);
            thrift.BeginStruct(1);
            thrift.End();
            thrift.End();
        }

        thrift.End();
    }
}
