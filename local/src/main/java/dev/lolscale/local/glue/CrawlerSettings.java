package dev.lolscale.local.glue;

import java.util.List;

/**
 * A Glue crawler, as its resource declares it.
 *
 * @param name the crawler's name
 * @param database the database of its tables
 * @param targets the folders it crawls, {@code s3://bucket/folder/}; each becomes a table named for the folder
 * @param tablePrefix stands before each table's name
 * @param schedule Glue's cron expression, when the crawler runs outside a workflow; empty otherwise
 */
public record CrawlerSettings(String name, String database, List<String> targets, String tablePrefix, String schedule) {

    /** Copies the list. */
    public CrawlerSettings {
        targets = List.copyOf(targets);
    }
}
