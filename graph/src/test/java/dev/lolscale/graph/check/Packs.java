package dev.lolscale.graph.check;

import dev.lolscale.graph.node.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Policy packs for tests: the project's own, and small ones that share its installed packages. */
final class Packs {

    /** Tests run in the module's folder. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static final Path OWN = ROOT.resolve("policies");

    private Packs() {}

    /** A pack of one TypeScript file that Pulumi's SDK compiles itself. */
    static Path typeScript(Path folder, String index) {
        return write(folder, "index.ts", index);
    }

    static Path write(Path folder, String file, String text) {
        PolicyPack.prepare(OWN, Node.ofPath(), step -> {});
        try {
            Files.writeString(folder.resolve("PulumiPolicy.yaml"), "runtime: nodejs\n");
            Files.writeString(folder.resolve("package.json"), "{\"name\": \"pack\", \"version\": \"0.0.1\"}\n");
            Files.writeString(folder.resolve(file), text);
            if (!Files.exists(folder.resolve("node_modules"))) {
                Files.createSymbolicLink(folder.resolve("node_modules"), OWN.resolve("node_modules"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** A pack with one policy of resources, whose body is given. */
    static Path validating(Path folder, String body) {
        return typeScript(folder, """
                import { PolicyPack } from "@pulumi/policy";
                new PolicyPack("test", { policies: [{
                    name: "probe",
                    description: "A probe.",
                    enforcementLevel: "mandatory",
                    severity: "high",
                    validateResource: (args, report) => {
                        %s
                    },
                }] });
                """.formatted(body));
    }
}
