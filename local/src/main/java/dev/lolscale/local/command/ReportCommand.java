package dev.lolscale.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lolscale.local.console.ConsolePages;
import dev.lolscale.local.console.Report;
import dev.lolscale.local.deploy.LocalFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what the console shows to a file. */
@Command(
        name = "report",
        description = "Write the lake's charts, the pipeline, the bill and the policies to one HTML file.")
final class ReportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private CommandSettings settings;

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder of the local platform.")
    private Path folder;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write it; report.html in the platform's folder by default.")
    private Path out;

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (LocalFolder local = LocalFolder.read(settings.folder(folder), settings.stack())) {
            Progress progress = new Progress(terminal);
            ConsolePages pages = ConsolePages.prepare(settings.root(), step -> progress.note(step + " ..."));
            progress.begin("asking the lake, and checking the stack");
            String html = Report.html(settings.root(), settings.configuration(), settings.record(), local, pages);
            Path file = out == null ? local.root().resolve("report.html") : out.toAbsolutePath();
            byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
            Files.write(file, bytes);
            progress.end(Sizes.text(bytes.length));
            if (settings.json()) {
                CommandSettings.print(
                        terminal,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("file", file.toString())
                                .put("bytes", bytes.length));
            } else {
                terminal.out().println(file);
            }
            return 0;
        }
    }
}
