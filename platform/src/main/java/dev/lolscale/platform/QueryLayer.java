package dev.lolscale.platform;

import com.pulumi.aws.athena.NamedQuery;
import com.pulumi.aws.athena.NamedQueryArgs;
import com.pulumi.aws.athena.Workgroup;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What answers questions: an Athena workgroup whose settings no client can change, with a limit on the bytes of a query
 * and results that are encrypted and expire, and the saved queries.
 */
public final class QueryLayer extends ComponentResource {

    /** Ten cents at five dollars a terabyte; a year of a large platform fits. */
    public static final double DEFAULT_BYTES_SCANNED_CUTOFF_PER_QUERY = 20e9;

    /** Days that results are kept. */
    public static final int DEFAULT_RESULT_RETENTION_DAYS = 30;

    @Export(
            name = "workgroupName",
            refs = {String.class})
    private Output<String> workgroupName;

    @Export(
            name = "workgroupArn",
            refs = {String.class})
    private Output<String> workgroupArn;

    @Export(
            name = "resultsBucketName",
            refs = {String.class})
    private Output<String> resultsBucketName;

    @Export(
            name = "queryIds",
            refs = {Map.class, String.class},
            tree = "[0,1,1]")
    private Output<Map<String, String>> queryIds;

    /**
     * Declares the workgroup and its queries.
     *
     * @param name the component's name; its children are named {@code <name>-<role>}
     * @param args the arguments
     * @param options Pulumi's options
     * @throws com.pulumi.exceptions.RunException when an argument is missing or not allowed
     */
    public QueryLayer(String name, QueryLayerArgs args, ComponentResourceOptions options) {
        super("lolscale:index:QueryLayer", name, args, options);
        Output<String> results = args.resultsBucketName().orElseGet(() -> results(name + "-results", args));
        Workgroup workgroup = AthenaWorkgroup.create(
                name + "-workgroup",
                this,
                results.applyValue(bucket -> "s3://" + bucket + "/"),
                args.bytesScannedCutoffPerQuery(),
                args.encryptionKeyArn());
        List<Output<Map.Entry<String, String>>> ids = new ArrayList<>();
        for (SavedQuery query :
                SavedQuery.all(new SavedQuery.Tables(args.rawTable(), args.eventTable(), args.quarantineTable()))) {
            NamedQuery named = new NamedQuery(
                    name + "-" + query.name(),
                    NamedQueryArgs.builder()
                            .name(query.name())
                            .description(query.description())
                            .database(args.databaseName())
                            .workgroup(workgroup.name())
                            .query(query.sql())
                            .build(),
                    Children.of(this));
            ids.add(named.id().applyValue(id -> Map.entry(query.name(), id)));
        }
        this.workgroupName = workgroup.name();
        this.workgroupArn = workgroup.arn();
        this.resultsBucketName = results;
        this.queryIds = Output.all(ids).applyValue(entries -> {
            Map<String, String> byName = new LinkedHashMap<>();
            entries.forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
            return byName;
        });
        registerOutputs(Map.of(
                "workgroupName", workgroupName,
                "workgroupArn", workgroupArn,
                "resultsBucketName", resultsBucketName,
                "queryIds", queryIds));
    }

    /** The workgroup to ask in. */
    public Output<String> workgroupName() {
        return workgroupName;
    }

    /** The workgroup's ARN, from which {@link Reporting} knows region and account. */
    public Output<String> workgroupArn() {
        return workgroupArn;
    }

    /** The bucket in which results lie. */
    public Output<String> resultsBucketName() {
        return resultsBucketName;
    }

    /** The id of each saved query by its name. */
    public Output<Map<String, String>> queryIds() {
        return queryIds;
    }

    /** Results can be had again by asking again, so nothing guards them. */
    private Output<String> results(String name, QueryLayerArgs args) {
        return PrivateBucket.create(
                        name,
                        this,
                        new PrivateBucket.Definition(
                                Output.of(false),
                                Output.of(true),
                                false,
                                args.resultRetentionDays()
                                        .applyValue(days ->
                                                List.of(LifecycleRules.cleanUp(), LifecycleRules.expire("", days))),
                                args.encryptionKeyArn()))
                .id();
    }
}
