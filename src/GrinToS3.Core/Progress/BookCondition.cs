using System.Text.RegularExpressions;

namespace GrinToS3.Progress;

/// <summary>
/// One condition on a column of <c>books</c>, as people write it: <c>grin_state=CONVERTED,CHECKED_IN</c>, <c>sync_timestamp&gt;=2026-01</c>, <c>marc_title=</c> (docs/cli.md).
/// Blank is NULL or the empty text. Dates are compared as far as they are given, whichever way they are stored (spec: data-model 2).
/// </summary>
public sealed partial class BookCondition
{
    private readonly BookColumn _column;
    private readonly string _operator;
    private readonly string[] _values;

    private BookCondition(BookColumn column, string @operator, string[] values) => (_column, _operator, _values) = (column, @operator, values);

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text.</param>
    /// <param name="condition">The condition; null where the text is none.</param>
    /// <param name="problem">Why it is none, for a person; empty where it is one.</param>
    public static bool TryParse(string text, out BookCondition? condition, out string problem)
    {
        condition = null;
        if (Form().Match(text ?? "") is not { Success: true } form)
        {
            problem = $"'{text}' is no condition; give a column, one of = != < <= > >=, and a value, such as grin_state=CONVERTED or sync_timestamp>=2026-01-31";
            return false;
        }

        var (name, @operator, values) = (form.Groups["column"].Value, form.Groups["operator"].Value, form.Groups["value"].Value.Split(',', StringSplitOptions.TrimEntries));
        if (!BookColumns.TryParse(name, out var column, out problem))
        {
            return false;
        }

        var isOrder = @operator[0] is '<' or '>';
        problem = true switch
        {
            _ when isOrder && !column.IsDate() => $"'{text}' asks for an order, but {name} is no date; give {name}= or {name}!= and values",
            _ when isOrder && values is not [not ""] => $"'{text}' needs one date after {@operator}",
            _ when column.IsDate() && values.FirstOrDefault(static one => one is not "" && !Date().IsMatch(one)) is { } other =>
                $"'{other}' is no date; give a year, month, day, minute or second, such as 2026, 2026-01, 2026-01-31, 2026-01-31T18:06",
            _ when column == BookColumn.IsDecrypted && values.Any(static one => one is not ("true" or "false")) => $"{name} is true or false",
            _ => "",
        };
        condition = problem is "" ? new BookCondition(column, @operator, column.IsDate() ? [.. values.Select(Stored)] : values) : null;
        return condition is not null;
    }

    /// <summary>The condition in SQL.</summary>
    /// <param name="parameter">Binds a value and names its parameter.</param>
    internal string ToSql(Func<string, string> parameter)
    {
        var name = _column.SqlName();
        string[] given = [.. _values.Where(static value => value is not "")];
        List<string> alternatives = _column switch
        {
            _ when _column.IsDate() => [.. given.Select(value => Dated(name, value, parameter))],
            BookColumn.IsDecrypted => [.. given.Select(value => $"(lower(coalesce({name}, '')) IN ('1', 'true')) = ({parameter(value)} = 'true')")],
            _ => [$"{name} IN ({string.Join(", ", given.Select(parameter))})"],
        };
        if (given.Length < _values.Length)
        {
            alternatives.Add($"coalesce({name}, '') = ''");
        }

        var any = string.Join(" OR ", alternatives.Select(static one => $"({one})"));
        return _operator is "!=" ? $"NOT coalesce({any}, 0)" : any;
    }

    private string Dated(string name, string value, Func<string, string> parameter) =>
        $"{name} GLOB '[0-9][0-9][0-9][0-9]*' AND substr({Uniform(name)}, 1, {value.Length}) {(_operator is "!=" ? "=" : _operator)} {parameter(value)}";

    /// <summary>A stored date as collecting writes it, whichever tool or step has written it: <c>2019-10-02T18:40:00</c> also for <c>2019/10/02 18:40</c>.</summary>
    private static string Uniform(string name) => $"replace(replace({name}, '/', '-'), ' ', 'T') || CASE WHEN length({name}) = 16 THEN ':00' ELSE '' END";

    private static string Stored(string given) => given.Replace('/', '-').Replace(' ', 'T');

    [GeneratedRegex(@"^\s*(?<column>\w+)\s*(?<operator>!=|<=|>=|=|<|>)\s*(?<value>.*?)\s*\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(@"^\d{4}([-/](0[1-9]|1[0-2])([-/](0[1-9]|[12]\d|3[01])([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
