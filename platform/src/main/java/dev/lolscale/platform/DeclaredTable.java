package dev.lolscale.platform;

import com.pulumi.aws.glue.CatalogTable;
import com.pulumi.aws.glue.CatalogTableArgs;
import com.pulumi.aws.glue.inputs.CatalogTablePartitionKeyArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorColumnArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorSerDeInfoArgs;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.Resource;
import dev.lolscale.schema.Column;
import dev.lolscale.schema.ColumnType;
import dev.lolscale.schema.EventSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table of plain files that nothing has to discover: its columns come from the event schema, and Athena computes its
 * partitions from a range of years.
 */
final class DeclaredTable {

    private DeclaredTable() {}

    /** The raw zone: gzipped lines of JSON. */
    static CatalogTable raw(String name, Resource parent, LakePlaces places, Output<String> years) {
        List<CatalogTableStorageDescriptorColumnArgs> columns = EventSchema.load().columns().stream()
                .map(column -> column(column, rawType(column)))
                .toList();
        return create(
                name,
                parent,
                places,
                places.rawPrefix(),
                years,
                Map.of("classification", "json", "compressionType", "gzip"),
                CatalogTableStorageDescriptorArgs.builder()
                        .columns(columns)
                        .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
                        .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
                        .serDeInfo(CatalogTableStorageDescriptorSerDeInfoArgs.builder()
                                .serializationLibrary("org.openx.data.jsonserde.JsonSerDe")
                                // One line that is no JSON would fail every query; the job quarantines it.
                                .parameters(Map.of("ignore.malformed.json", "true"))
                                .build()));
    }

    /** The event table in the Hive format: Parquet. */
    static CatalogTable events(String name, Resource parent, LakePlaces places, Output<String> years) {
        return parquet(
                name,
                parent,
                places,
                Zone.EVENTS,
                years,
                EventSchema.load().tableColumns().stream()
                        .map(column -> column(column, column.type().sqlName()))
                        .toList());
    }

    /** The quarantine table in the Hive format: Parquet with the columns that the job writes. */
    static CatalogTable quarantine(String name, Resource parent, LakePlaces places, Output<String> years) {
        return parquet(
                name,
                parent,
                places,
                Zone.QUARANTINE,
                years,
                List.of(
                        text("reason", "Why the line is no event, for example missing_field"),
                        text("field", "The field that is wrong; empty when it is the whole line"),
                        text("line", "The line as it lies in the raw zone, without its newline"),
                        text("source_object", "The raw object that holds the line")));
    }

    private static CatalogTable parquet(
            String name,
            Resource parent,
            LakePlaces places,
            String prefix,
            Output<String> years,
            List<CatalogTableStorageDescriptorColumnArgs> columns) {
        return create(
                name,
                parent,
                places,
                Output.of(prefix),
                years,
                Map.of("classification", "parquet"),
                CatalogTableStorageDescriptorArgs.builder()
                        .columns(columns)
                        .inputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")
                        .outputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")
                        .serDeInfo(CatalogTableStorageDescriptorSerDeInfoArgs.builder()
                                .serializationLibrary("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe")
                                .build()));
    }

    private static CatalogTable create(
            String name,
            Resource parent,
            LakePlaces places,
            Output<String> prefix,
            Output<String> years,
            Map<String, String> parameters,
            CatalogTableStorageDescriptorArgs.Builder storage) {
        Output<String> location = places.uri(prefix);
        return new CatalogTable(
                name,
                CatalogTableArgs.builder()
                        .databaseName(places.databaseName())
                        .name(prefix.applyValue(Zone::table))
                        .tableType("EXTERNAL_TABLE")
                        .partitionKeys(EventSchema.PARTITIONS.stream()
                                .map(key -> CatalogTablePartitionKeyArgs.builder()
                                        .name(key)
                                        .type(ColumnType.STRING.sqlName())
                                        .build())
                                .toList())
                        .storageDescriptor(storage.location(location).build())
                        .parameters(Output.tuple(location, years).applyValue(place -> {
                            Map<String, String> all = new TreeMap<>(parameters);
                            all.put("EXTERNAL", "TRUE");
                            all.putAll(projection(place.t1, place.t2));
                            return all;
                        }))
                        .build(),
                Children.of(parent));
    }

    private static Map<String, String> projection(String location, String years) {
        return Map.ofEntries(
                Map.entry("projection.enabled", "true"),
                Map.entry("projection.year.type", "integer"),
                Map.entry("projection.year.range", checkedYears(years).replace('-', ',')),
                Map.entry("projection.year.digits", "4"),
                Map.entry("projection.month.type", "integer"),
                Map.entry("projection.month.range", "1,12"),
                Map.entry("projection.month.digits", "2"),
                Map.entry("projection.day.type", "integer"),
                Map.entry("projection.day.range", "1,31"),
                Map.entry("projection.day.digits", "2"),
                Map.entry("storage.location.template", location + "year=${year}/month=${month}/day=${day}/"));
    }

    /**
     * The range itself.
     *
     * @throws RunException when it is not a first and a last year
     */
    static String checkedYears(String years) {
        if (!years.matches("\\d{4}-\\d{4}") || years.substring(0, 4).compareTo(years.substring(5)) > 0) {
            throw new RunException("projectionYears: \"" + years
                    + "\" is not allowed; allowed are a first and a last year, for example 2025-2035");
        }
        return years;
    }

    /** The sender's time has several forms, so it is text; the time of receipt is the door's own number. */
    private static String rawType(Column column) {
        if (column.type() != ColumnType.TIMESTAMP) {
            return column.type().sqlName();
        }
        return column.onReceipt() == Column.OnReceipt.TIME ? ColumnType.BIGINT.sqlName() : ColumnType.STRING.sqlName();
    }

    private static CatalogTableStorageDescriptorColumnArgs column(Column column, String type) {
        return column(column.name(), type, column.description());
    }

    private static CatalogTableStorageDescriptorColumnArgs text(String name, String comment) {
        return column(name, ColumnType.STRING.sqlName(), comment);
    }

    private static CatalogTableStorageDescriptorColumnArgs column(String name, String type, String comment) {
        return CatalogTableStorageDescriptorColumnArgs.builder()
                .name(name)
                .type(type)
                .comment(comment)
                .build();
    }
}
