package dev.lolscale.local.athena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SeekableInputStream;

/** Iceberg's view of the files on disk; it only reads. */
final class LakeFiles implements FileIO {

    private final transient Function<String, Path> paths;

    LakeFiles(Function<String, Path> paths) {
        this.paths = paths;
    }

    @Override
    public InputFile newInputFile(String location) {
        return new LakeFile(location, paths.apply(location));
    }

    @Override
    public OutputFile newOutputFile(String location) {
        throw new UnsupportedOperationException("the local lake is read-only: " + location);
    }

    @Override
    public void deleteFile(String location) {
        throw new UnsupportedOperationException("the local lake is read-only: " + location);
    }

    private record LakeFile(String location, Path path) implements InputFile {

        @Override
        public long getLength() {
            try {
                return Files.size(path);
            } catch (IOException e) {
                throw missing(e);
            }
        }

        @Override
        public SeekableInputStream newStream() {
            try {
                return new ChannelStream(Files.newByteChannel(path));
            } catch (IOException e) {
                throw missing(e);
            }
        }

        @Override
        public boolean exists() {
            return Files.exists(path);
        }

        private RuntimeException missing(IOException e) {
            return e instanceof NoSuchFileException
                    ? new NotFoundException(e, "the file %s of the lake does not exist", location)
                    : new UncheckedIOException("the file " + location + " of the lake cannot be read", e);
        }
    }

    private static final class ChannelStream extends SeekableInputStream {

        private final SeekableByteChannel channel;

        ChannelStream(SeekableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public long getPos() throws IOException {
            return channel.position();
        }

        @Override
        public void seek(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(buffer, offset, length));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
