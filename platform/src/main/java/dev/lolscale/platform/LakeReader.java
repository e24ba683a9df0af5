package dev.lolscale.platform;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who asks the lake by way of Athena, and the permissions that this takes: to ask in one workgroup, to see some
 * tables and read their files, and to write and read results.
 *
 * @param workgroup the workgroup to ask in
 * @param places the lake
 * @param tables the tables
 * @param prefixes the folders of their files
 * @param resultsBucket the bucket of the results
 * @param resultsPrefix the folder of the results in it; empty for the whole bucket
 * @param key the KMS key of lake and results
 */
record LakeReader(
        Output<Arn> workgroup,
        LakePlaces places,
        List<Output<String>> tables,
        List<Output<String>> prefixes,
        Output<String> resultsBucket,
        String resultsPrefix,
        Optional<Output<String>> key) {

    /** Athena's name for the Glue catalog of the account. */
    static final String CATALOG = "AwsDataCatalog";

    List<Output<Statement>> statements() {
        List<Output<Statement>> statements = new ArrayList<>();
        statements.add(workgroup.applyValue(arn -> Statement.allow(
                        "athena:BatchGetQueryExecution",
                        "athena:GetQueryExecution",
                        "athena:GetQueryResults",
                        "athena:GetQueryResultsStream",
                        "athena:GetWorkGroup",
                        "athena:ListQueryExecutions",
                        "athena:StartQueryExecution",
                        "athena:StopQueryExecution")
                .on(arn.toString())));
        statements.add(workgroup.applyValue(arn -> Statement.allow(
                        "athena:GetDataCatalog",
                        "athena:GetDatabase",
                        "athena:GetTableMetadata",
                        "athena:ListDatabases",
                        "athena:ListTableMetadata")
                .on(arn.neighbour("athena", "datacatalog/" + CATALOG).toString())));
        statements.add(places.onTables(
                Statement.allow(
                        "glue:BatchGetPartition",
                        "glue:GetDatabase",
                        "glue:GetDatabases",
                        "glue:GetPartition",
                        "glue:GetPartitions",
                        "glue:GetTable",
                        "glue:GetTables"),
                tables));
        statements.add(places.bucketArn().applyValue(arn -> Statement.allow("s3:GetBucketLocation", "s3:ListBucket")
                .on(arn)));
        statements.add(Output.tuple(places.bucketArn(), Output.all(prefixes))
                .applyValue(files -> Statement.allow("s3:GetObject")
                        .on(files.t2.stream()
                                .map(prefix -> files.t1 + "/" + prefix + "*")
                                .toArray(String[]::new))));
        statements.add(results().applyValue(arn -> Statement.allow("s3:GetBucketLocation", "s3:ListBucket")
                .on(arn)));
        statements.add(results().applyValue(arn -> Statement.allow(
                        "s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject")
                .on(arn + "/" + resultsPrefix + "*")));
        statements.addAll(KeyUse.readingAndWriting(key, "s3"));
        return statements;
    }

    private Output<String> results() {
        return Output.tuple(workgroup, resultsBucket)
                .applyValue(place -> place.t1.s3(place.t2).toString());
    }
}
