using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GrinToS3.Verifying;

/// <summary>
/// On which days a volume is due. A cycle is some weeks long: the hash of the barcode says in which of them a volume is due, the hash of barcode and week on which
/// day of it. So each volume is due exactly once in every cycle, and nobody can tell from one cycle to the next what will be read on a day.
/// </summary>
/// <param name="weeks">The weeks of a cycle, at least 1.</param>
public sealed class AuditCalendar(int weeks)
{
    /// <summary>The weeks of a cycle where none are asked for.</summary>
    public const int DefaultWeeks = 4;

    /// <summary>The most weeks of a cycle that make sense: ten years.</summary>
    public const int MostWeeks = 520;

    private const int DaysOfWeek = 7;

    // A Monday.
    private static readonly DateOnly First = new(2024, 1, 1);

    /// <summary>The most days between two readings of a volume, if it is audited each day: a cycle, and a week less a day because the day of the week changes.</summary>
    public int MostDaysBetween => (weeks * DaysOfWeek) + DaysOfWeek - 1;

    /// <summary>Whether a volume is due on one of some days.</summary>
    /// <param name="barcode">The volume.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    public bool IsDue(string barcode, DateOnly from, DateOnly to)
    {
        var turn = (int)(Hash(barcode) % (ulong)weeks);
        for (var week = WeekOf(from); week <= WeekOf(to); week++)
        {
            if (Modulo(week, weeks) == turn && DueIn(barcode, week) is var day && day >= from && day <= to)
            {
                return true;
            }
        }

        return false;
    }

    private static DateOnly DueIn(string barcode, int week) => First.AddDays((week * DaysOfWeek) + (int)(Hash($"{barcode} {week}") % DaysOfWeek));

    private static int WeekOf(DateOnly day) => (int)Math.Floor((day.DayNumber - First.DayNumber) / (double)DaysOfWeek);

    private static int Modulo(int number, int by) => ((number % by) + by) % by;

    private static ulong Hash(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
