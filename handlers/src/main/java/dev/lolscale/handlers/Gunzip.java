package dev.lolscale.handlers;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates gzip (RFC 1952) to its last byte. The JDK's own stream takes whatever follows a member, and is no member, for
 * the end: lines that a sender put there, or a second member that was cut short, would be lost without a word.
 */
final class Gunzip {

    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int DEFLATE = 8;

    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;

    private final byte[] zipped;
    private final int maxBytes;
    private final Inflater inflater = new Inflater(true);
    private final ByteArrayOutputStream inflated = new ByteArrayOutputStream(64 * 1024);
    private int position;

    private Gunzip(byte[] zipped, int maxBytes) {
        this.zipped = zipped;
        this.maxBytes = maxBytes;
    }

    /** Whether these bytes begin as gzip does. */
    static boolean isGzip(byte[] bytes) {
        return bytes.length >= 2 && startsMember(bytes, 0);
    }

    /**
     * What all members hold, one after the other; when that is more than {@code maxBytes}, the first {@code maxBytes + 1}
     * bytes of it, and the rest is not looked at.
     *
     * @throws ZipException when it is damaged, cut short, or followed by something that is not gzip
     */
    static byte[] inflate(byte[] zipped, int maxBytes) throws ZipException {
        Gunzip gunzip = new Gunzip(zipped, maxBytes);
        try {
            gunzip.inflateMembers();
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        } finally {
            gunzip.inflater.end();
        }
        return gunzip.inflated.toByteArray();
    }

    private void inflateMembers() throws ZipException, DataFormatException {
        do {
            readHeader();
            CRC32 crc = new CRC32();
            int start = inflated.size();
            inflateMember(crc);
            if (inflated.size() > maxBytes) {
                return;
            }
            need(TRAILER_BYTES);
            if (fourBytes() != (int) crc.getValue() || fourBytes() != inflated.size() - start) {
                throw damaged();
            }
        } while (position < zipped.length);
    }

    private void inflateMember(CRC32 crc) throws ZipException, DataFormatException {
        inflater.reset();
        inflater.setInput(zipped, position, zipped.length - position);
        byte[] buffer = new byte[8192];
        while (!inflater.finished() && inflated.size() <= maxBytes) {
            int length = inflater.inflate(buffer, 0, Math.min(buffer.length, maxBytes + 1 - inflated.size()));
            if (length == 0 && !inflater.finished()) {
                throw damaged();
            }
            inflated.write(buffer, 0, length);
            crc.update(buffer, 0, length);
        }
        position += (int) inflater.getBytesRead();
    }

    private void readHeader() throws ZipException {
        int start = position;
        need(HEADER_BYTES);
        int flags = zipped[start + 3];
        if (!startsMember(zipped, start) || zipped[start + 2] != DEFLATE || (flags & FLAGS_RESERVED) != 0) {
            throw damaged();
        }
        position += HEADER_BYTES;
        if ((flags & FLAG_EXTRA) != 0) {
            need(2);
            int length = twoBytes();
            need(length);
            position += length;
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            CRC32 crc = new CRC32();
            crc.update(zipped, start, position - start);
            need(2);
            if (twoBytes() != (crc.getValue() & 0xffff)) {
                throw damaged();
            }
        }
    }

    private static boolean startsMember(byte[] bytes, int at) {
        return bytes[at] == (byte) 0x1f && bytes[at + 1] == (byte) 0x8b;
    }

    private void skipText() throws ZipException {
        do {
            need(1);
        } while (zipped[position++] != 0);
    }

    private int twoBytes() {
        return (zipped[position++] & 0xff) | (zipped[position++] & 0xff) << 8;
    }

    private int fourBytes() {
        return twoBytes() | twoBytes() << 16;
    }

    private void need(int bytes) throws ZipException {
        if (zipped.length - position < bytes) {
            throw damaged();
        }
    }

    private ZipException damaged() {
        return new ZipException("no gzip at byte " + position);
    }
}
