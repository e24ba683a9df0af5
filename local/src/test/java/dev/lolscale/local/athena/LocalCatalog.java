package dev.lolscale.local.athena;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** Iceberg's own JDBC catalog on an SQLite file, whose tables are files on disk under s3 URIs. */
final class LocalCatalog {

    private final JdbcCatalog catalog;

    LocalCatalog(Path database, Function<String, Path> files) {
        catalog = new JdbcCatalog(properties -> new WritingFiles(files), null, true);
        catalog.initialize("lake", Map.of("uri", "jdbc:sqlite:" + database, "warehouse", "s3://warehouse"));
    }

    Table create(TableIdentifier name, Schema schema, PartitionSpec spec, String location) {
        if (!catalog.namespaceExists(Namespace.of("analytics"))) {
            catalog.createNamespace(Namespace.of("analytics"));
        }
        return catalog.createTable(name, schema, spec, location, Map.of());
    }

    static String metadataLocation(Table table) {
        return ((BaseTable) table).operations().current().metadataFileLocation();
    }

    private static final class WritingFiles implements FileIO {

        private final transient Function<String, Path> files;

        WritingFiles(Function<String, Path> files) {
            this.files = files;
        }

        @Override
        public InputFile newInputFile(String location) {
            return new LakeFiles(files).newInputFile(location);
        }

        @Override
        public OutputFile newOutputFile(String location) {
            File file = file(location);
            try {
                Files.createDirectories(file.toPath().getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            OutputFile local = org.apache.iceberg.Files.localOutput(file);
            return new OutputFile() {
                @Override
                public org.apache.iceberg.io.PositionOutputStream create() {
                    return local.create();
                }

                @Override
                public org.apache.iceberg.io.PositionOutputStream createOrOverwrite() {
                    return local.createOrOverwrite();
                }

                @Override
                public String location() {
                    return location;
                }

                @Override
                public InputFile toInputFile() {
                    return newInputFile(location);
                }
            };
        }

        @Override
        public void deleteFile(String location) {
            try {
                Files.deleteIfExists(file(location).toPath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private File file(String location) {
            return files.apply(location).toFile();
        }
    }
}
