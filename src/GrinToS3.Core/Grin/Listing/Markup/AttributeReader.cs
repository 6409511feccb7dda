namespace GrinToS3.Grin.Listing.Markup;

/// <summary>Walks the attributes of a complete tag in the ways that the HTML standard allows to write them.</summary>
/// <param name="attributes">The bytes between the tag's name and its closing <c>&gt;</c>.</param>
internal ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private readonly ReadOnlySpan<byte> _bytes = attributes;
    private int _at;

    /// <summary>The name as written.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value as written, with its character references; empty where there is none.</summary>
    public ReadOnlySpan<byte> RawValue { get; private set; }

    /// <summary>Goes to the next attribute.</summary>
    /// <returns>False after the last one.</returns>
    public bool Read()
    {
        while (_at < _bytes.Length && (_bytes[_at] == '/' || HtmlBytes.IsSpace(_bytes[_at])))
        {
            _at++;
        }

        if (_at == _bytes.Length)
        {
            return false;
        }

        var start = _at++;
        while (_at < _bytes.Length && _bytes[_at] is not ((byte)'=' or (byte)'/') && !HtmlBytes.IsSpace(_bytes[_at]))
        {
            _at++;
        }

        Name = _bytes[start.._at];
        RawValue = default;
        SkipSpace();
        if (_at < _bytes.Length && _bytes[_at] == '=')
        {
            _at++;
            SkipSpace();
            ReadValue();
        }

        return true;
    }

    private void ReadValue()
    {
        if (_at == _bytes.Length)
        {
            return;
        }

        var rest = _bytes[_at..];
        var first = rest[0];
        if (first is (byte)'"' or (byte)'\'')
        {
            var length = rest[1..].IndexOf(first);
            RawValue = rest.Slice(1, length);
            _at += length + 2;
            return;
        }

        var end = HtmlBytes.IndexOfSpace(rest);
        RawValue = end < 0 ? rest : rest[..end];
        _at += RawValue.Length;
    }

    private void SkipSpace()
    {
        while (_at < _bytes.Length && HtmlBytes.IsSpace(_bytes[_at]))
        {
            _at++;
        }
    }
}
