namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// What comes out of an entry, counted: what grows without end, or out of all proportion, or has a text without end, is no table.
/// </summary>
sealed class UnpackedStream(Stream inner, long packedBytes, long mostBytes) : Stream
{
    const long SmallBytes = 64L * 1024 * 1024;
    const int MostTimes = 200,
        LongestText = 1024 * 1024;

    long unpacked;
    int textLength;

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        var read = buffer[..count];
        unpacked += count;
        var last = read.LastIndexOf((byte)'<');
        textLength = last < 0 ? textLength + count : count - last;
        if (unpacked > mostBytes || (unpacked > SmallBytes && unpacked > packedBytes * MostTimes) || textLength > LongestText)
            throw ImportErrors.Broken(Words.ZipBomb);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => unpacked;
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
