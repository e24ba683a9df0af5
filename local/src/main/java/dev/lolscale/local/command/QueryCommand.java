package dev.lolscale.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lolscale.local.athena.AthenaCharge;
import dev.lolscale.local.athena.QueryException;
import dev.lolscale.local.athena.QueryResult;
import dev.lolscale.local.deploy.Lake;
import dev.lolscale.local.deploy.LocalFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the local lake. */
@Command(name = "query", description = "Ask the local lake in Athena's SQL; it only reads, and only the lake.")
final class QueryCommand implements Callable<Integer> {

    private static final int SHOWN_ROWS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    @Mixin
    private CommandSettings settings;

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder of the local platform.")
    private Path folder;

    @Parameters(paramLabel = "SQL", description = "One SELECT, SHOW or DESCRIBE statement.")
    private String sql;

    QueryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (LocalFolder local = LocalFolder.read(settings.folder(folder), settings.stack())) {
            QueryResult result = new Lake(settings.record(), local).query(sql);
            if (settings.json()) {
                ObjectNode json = JSON.createObjectNode();
                json.set("columns", JSON.valueToTree(result.columns()));
                json.set("rows", JSON.valueToTree(result.rows()));
                json.put("seconds", result.seconds());
                json.put("scannedBytes", result.scannedBytes());
                CommandSettings.print(terminal, json);
            } else {
                // Who reads it through a pipe or from a file wants all of it.
                boolean seen = terminal.outIsTerminal();
                (seen
                                ? TextTable.of(result.columns(), result.rows(), SHOWN_ROWS, terminal.width())
                                : TextTable.whole(result.columns(), result.rows()))
                        .forEach(terminal.out()::println);
                (seen ? terminal.out() : terminal.err())
                        .println(terminal.dim(String.format(
                                Locale.ROOT,
                                "%,d rows in %.2f s, %s scanned, %s on Athena",
                                result.rows().size(),
                                result.seconds(),
                                Sizes.text(result.scannedBytes()),
                                AthenaCharge.text(result.scannedBytes()))));
            }
            return 0;
        } catch (QueryException e) {
            throw CommandFailure.fault(e.getMessage(), e);
        }
    }
}
