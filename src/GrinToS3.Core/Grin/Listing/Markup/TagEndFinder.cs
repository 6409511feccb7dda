namespace GrinToS3.Grin.Listing.Markup;

/// <summary>Finds the <c>&gt;</c> that closes a tag, past quoted values; goes on where it stopped when more bytes have come.</summary>
internal struct TagEndFinder
{
    private State _state;
    private int _scanned;

    private enum State : byte
    {
        BeforeName,
        Name,
        AfterName,
        BeforeValue,
        DoubleQuoted,
        SingleQuoted,
        Unquoted,
    }

    /// <summary>Looks for the end.</summary>
    /// <param name="attributes">The bytes after the tag's name; on a later call the same ones and more.</param>
    /// <returns>Where the closing <c>&gt;</c> is, or -1 where it has not come yet.</returns>
    public int Find(ReadOnlySpan<byte> attributes)
    {
        var state = _state;
        var at = _scanned == 0 ? PassPlain(attributes) : _scanned;
        while (at < attributes.Length)
        {
            if (state is State.DoubleQuoted or State.SingleQuoted)
            {
                var quote = attributes[at..].IndexOf(state == State.DoubleQuoted ? (byte)'"' : (byte)'\'');
                if (quote < 0)
                {
                    at = attributes.Length;
                    break;
                }

                at += quote + 1;
                state = State.BeforeName;
                continue;
            }

            var value = attributes[at];
            if (value == '>')
            {
                return at;
            }

            state = Next(state, value);
            at++;
        }

        _state = state;
        _scanned = at;
        return -1;
    }

    /// <summary>Passes attributes of the form <c> name="value"</c>, which nearly all are.</summary>
    private static int PassPlain(ReadOnlySpan<byte> attributes)
    {
        var passed = 0;
        while (true)
        {
            var at = passed;
            if (at < attributes.Length && attributes[at] == ' ')
            {
                at++;
            }

            var name = at;
            while (at < attributes.Length && HtmlBytes.IsLetter(attributes[at]))
            {
                at++;
            }

            if (at == name || !attributes[at..].StartsWith("=\""u8) || attributes[(at + 2)..].IndexOf((byte)'"') is not (var length and >= 0))
            {
                return passed;
            }

            passed = at + length + 3;
        }
    }

    private static State Next(State state, byte value)
    {
        var isSpace = HtmlBytes.IsSpace(value);
        switch (state)
        {
            case State.Unquoted:
                return isSpace ? State.BeforeName : State.Unquoted;
            case State.BeforeValue:
                return value switch
                {
                    (byte)'"' => State.DoubleQuoted,
                    (byte)'\'' => State.SingleQuoted,
                    _ => isSpace ? State.BeforeValue : State.Unquoted,
                };
            case State.BeforeName:
                return isSpace || value == '/' ? State.BeforeName : State.Name;
            default:
                return value switch
                {
                    (byte)'/' => State.BeforeName,
                    (byte)'=' => State.BeforeValue,
                    _ => isSpace ? State.AfterName : State.Name,
                };
        }
    }
}
