package dev.lolscale.platform;

import com.pulumi.aws.athena.Workgroup;
import com.pulumi.aws.iam.Policy;
import com.pulumi.aws.iam.PolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;

/**
 * What a BI tool needs to ask the lake by JDBC: a workgroup of its users' own, so that their queries can be told apart
 * and ended, and a policy that lets them read and nothing else.
 *
 * @param workgroup the workgroup
 * @param policy the policy, to be attached to whoever may read
 * @param jdbcUrl where Athena's JDBC driver, version 3, connects to
 */
record BiAccess(Workgroup workgroup, Policy policy, Output<String> jdbcUrl) {

    /** Results of BI users, apart from all others: their policy does not let them read what others asked. */
    private static final String RESULTS = "bi/";

    static BiAccess create(String name, Resource parent, ReportingArgs args) {
        Workgroup workgroup = AthenaWorkgroup.create(
                name + "-workgroup",
                parent,
                args.resultsBucketName().applyValue(bucket -> "s3://" + bucket + "/" + RESULTS),
                args.bytesScannedCutoffPerQuery(),
                args.encryptionKeyArn());
        LakePlaces places = LakePlaces.of(args);
        LakeReader reader = new LakeReader(
                workgroup.arn().applyValue(Arn::parse),
                places,
                List.of(args.rawTable(), args.eventTable(), args.quarantineTable()),
                List.of(places.rawPrefix(), Output.of(Zone.EVENTS), Output.of(Zone.QUARANTINE)),
                args.resultsBucketName(),
                RESULTS,
                args.encryptionKeyArn());
        Policy policy = new Policy(
                name + "-policy",
                PolicyArgs.builder()
                        .description("Asks the lake in the workgroup of BI users; changes nothing")
                        .policy(PolicyDocument.json(reader.statements()))
                        .build(),
                Children.of(parent));
        return new BiAccess(
                workgroup,
                policy,
                Output.tuple(args.workgroupArn().applyValue(Arn::parse), workgroup.name(), args.databaseName())
                        .applyValue(to -> "jdbc:athena://Region=%s;WorkGroup=%s;Catalog=%s;Database=%s;"
                                .formatted(to.t1.region(), to.t2, LakeReader.CATALOG, to.t3)));
    }
}
