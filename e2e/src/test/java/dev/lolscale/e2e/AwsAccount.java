package dev.lolscale.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What the tests' AWS holds: a folder with a file for each resource, shared by the provider's processes and the test. */
final class AwsAccount {

    /**
     * One resource.
     *
     * @param type for example {@code aws:sqs/queue:Queue}
     * @param id its id, unique in its type
     * @param inputs what it was made with
     * @param outputs what it gives
     */
    record Resource(String type, String id, Struct inputs, Struct outputs) {

        /** The resource's logical name in the program that made it. */
        String physicalName() {
            for (String key : new String[] {"name", "bucket"}) {
                if (inputs.containsFields(key)) {
                    return Wire.open(inputs.getFieldsOrThrow(key)).getStringValue();
                }
            }
            return id;
        }
    }

    private final Path folder;

    AwsAccount(Path folder) {
        this.folder = folder;
    }

    Optional<Resource> find(String type, String id) {
        Path file = file(type, id);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    List<Resource> resources() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(AwsAccount::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Resource> ofType(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    void put(Resource resource) {
        Struct whole = Struct.newBuilder()
                .putFields("type", Wire.text(resource.type()))
                .putFields("id", Wire.text(resource.id()))
                .putFields(
                        "inputs",
                        Value.newBuilder().setStructValue(resource.inputs()).build())
                .putFields(
                        "outputs",
                        Value.newBuilder().setStructValue(resource.outputs()).build())
                .build();
        try {
            Files.write(file(resource.type(), resource.id()), whole.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String type, String id) {
        try {
            Files.deleteIfExists(file(type, id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Resource read(Path file) {
        try {
            Struct whole = Struct.parseFrom(Files.readAllBytes(file));
            return new Resource(
                    whole.getFieldsOrThrow("type").getStringValue(),
                    whole.getFieldsOrThrow("id").getStringValue(),
                    whole.getFieldsOrThrow("inputs").getStructValue(),
                    whole.getFieldsOrThrow("outputs").getStructValue());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(file + " holds no resource", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String type, String id) {
        return folder.resolve(UUID.nameUUIDFromBytes((type + " " + id).getBytes(StandardCharsets.UTF_8))
                .toString());
    }
}
