package dev.lolscale.local.deploy;

import dev.lolscale.local.glue.SparkJob;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one local platform, and where in it everything lies. It belongs to one process at a time, and to one
 * stack.
 */
public final class LocalFolder implements AutoCloseable {

    /** Raised when what lies in a folder can no longer be read by older or newer builds. */
    private static final String FORMAT = "1";

    private static final String MARK = "lolscale.folder";

    /** The functions' class path is parted by colons; Spark, Hadoop and SQLite read the others in addresses of files. */
    private static final String RESERVED = ":?#%";

    private final Path root;
    private final FileChannel channel;

    private LocalFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Takes a folder for this process; it is made when absent.
     *
     * @param stack the stack that runs in it
     * @throws IOException in one line when another process has it, it belongs to another stack or format, or it holds
     *     something else
     */
    public static LocalFolder open(Path root, String stack) throws IOException {
        Path folder = usable(root);
        Files.createDirectories(folder);
        checkMark(folder, stack);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IOException("the folder " + folder
                    + " is in use by another lolscale; end it, or name another folder with --dir");
        }
        Files.writeString(folder.resolve(MARK), FORMAT + " " + stack + "\n");
        return new LocalFolder(folder, channel);
    }

    /**
     * A folder to read only, beside the process that may have it.
     *
     * @throws IOException in one line when nothing of this stack lies there
     */
    public static LocalFolder read(Path root, String stack) throws IOException {
        Path folder = usable(root);
        if (!Files.isRegularFile(folder.resolve(MARK))) {
            throw new IOException("there is no local platform in " + folder
                    + "; ./lolscale demo or ./lolscale up makes one, or name another folder with --dir");
        }
        checkMark(folder, stack);
        return new LocalFolder(folder, null);
    }

    /** Whether a process has the folder now. */
    public static boolean isInUse(Path root) throws IOException {
        Path lock = root.toAbsolutePath().normalize().resolve("lock");
        if (!Files.isRegularFile(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /**
     * Deletes what an earlier run left in a folder.
     *
     * @throws IOException in one line when another process has it, or it holds anything that lolscale did not make
     */
    public static void clear(Path root, String stack) throws IOException {
        Path folder = root.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            return;
        }
        // Deleting needs the folder to ourselves.
        try (LocalFolder taken = open(folder, stack)) {
            // A job whose lolscale was killed would go on writing into what is being deleted.
            SparkJob.endOrphan(taken.sparkWork());
            List<Path> entries;
            try (Stream<Path> files = Files.walk(taken.root)) {
                entries = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path entry : entries) {
                if (!entry.equals(folder)) {
                    Files.delete(entry);
                }
            }
        }
    }

    private static Path usable(Path root) throws IOException {
        Path folder = root.toAbsolutePath().normalize();
        if (folder.toString().chars().anyMatch(letter -> RESERVED.indexOf(letter) >= 0)) {
            throw new IOException("the folder " + folder + " cannot be used: its path may hold none of "
                    + String.join(" ", RESERVED.split("")) + ", which mean something else in class paths and in"
                    + " addresses of files; name another with --dir");
        }
        return folder;
    }

    private static void checkMark(Path folder, String stack) throws IOException {
        Path mark = folder.resolve(MARK);
        if (!Files.isRegularFile(mark)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.anyMatch(entry -> !entry.getFileName().toString().equals("lock"))) {
                    throw new IOException("the folder " + folder
                            + " holds files that lolscale did not make; name an empty or new one with --dir");
                }
            }
            return;
        }
        String[] words = Files.readString(mark).strip().split(" ", 2);
        if (!words[0].equals(FORMAT)) {
            throw new IOException("the folder " + folder + " was made by another version of lolscale (format "
                    + words[0] + ", this one reads " + FORMAT + "); delete it, or name another with --dir");
        }
        if (words.length < 2 || !words[1].equals(stack)) {
            throw new IOException("the folder " + folder + " belongs to the stack "
                    + (words.length < 2 ? "of an unfinished run" : words[1]) + ", not " + stack
                    + "; name another with --dir");
        }
    }

    /** The folder itself, absolute. */
    public Path root() {
        return root;
    }

    /** A folder for each bucket, in it a file for each object. */
    public Path buckets() {
        return root.resolve("s3");
    }

    /** Where logs of functions and jobs are kept. */
    public Path logs() {
        return root.resolve("logs");
    }

    Path s3State() {
        return root.resolve("s3-state");
    }

    Path spool() {
        return root.resolve("spool");
    }

    Path queues() {
        return root.resolve("queues");
    }

    Path crawledTables() {
        return root.resolve("catalog");
    }

    Path icebergCatalog() {
        return root.resolve("iceberg.sqlite");
    }

    Path sparkWork() {
        return root.resolve("spark");
    }

    /** Lets go of the folder. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
