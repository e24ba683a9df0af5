package dev.lolscale.platform;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the lake is.
 *
 * @param bucketName its bucket
 * @param rawPrefix the raw zone in it
 * @param databaseArn its Glue database, from whose ARN those of its neighbours follow
 * @param databaseName that database's name, which is known before its ARN is
 */
record LakePlaces(
        Output<String> bucketName, Output<String> rawPrefix, Output<Arn> databaseArn, Output<String> databaseName) {

    private static final String DATABASE = "database/";

    /** The lake that is reported on, whose database is in the region and account of the workgroup. */
    static LakePlaces of(ReportingArgs args) {
        return new LakePlaces(
                args.bucketName(),
                args.rawPrefix().applyValue(each -> Zone.checked("rawPrefix", each)),
                Output.tuple(args.workgroupArn(), args.databaseName())
                        .applyValue(place -> Arn.parse(place.t1).neighbour("glue", DATABASE + place.t2)),
                args.databaseName());
    }

    /** The address of a prefix: {@code s3://bucket/prefix/}. */
    Output<String> uri(String prefix) {
        return bucketName.applyValue(bucket -> "s3://" + bucket + "/" + prefix);
    }

    /** The address of a prefix: {@code s3://bucket/prefix/}. */
    Output<String> uri(Output<String> prefix) {
        return Output.tuple(bucketName, prefix).applyValue(place -> "s3://" + place.t1 + "/" + place.t2);
    }

    /** The name of the database with this ARN. */
    static String databaseOf(Arn arn) {
        return arn.resource().substring(DATABASE.length());
    }

    /** The bucket's ARN. */
    Output<String> bucketArn() {
        return Output.tuple(databaseArn, bucketName)
                .applyValue(place -> place.t1.s3(place.t2).toString());
    }

    /** The trust of a role in Glue, for this account only. */
    Output<Statement> trustInGlue() {
        return databaseArn.applyValue(
                arn -> Statement.assumedBy("glue.amazonaws.com").forAccountOf(arn));
    }

    /** Actions on the catalog, the database and some of its tables: Glue wants the right to all three. */
    Output<Statement> onTables(Statement actions, List<Output<String>> tables) {
        return Output.tuple(databaseArn, databaseName, Output.all(tables)).applyValue(names -> {
            List<String> arns = new ArrayList<>();
            arns.add(names.t1.neighbour("glue", "catalog").toString());
            arns.add(names.t1.toString());
            names.t3.forEach(table -> arns.add(names.t1
                    .neighbour("glue", "table/" + names.t2 + "/" + table)
                    .toString()));
            return actions.on(arns.toArray(String[]::new));
        });
    }
}
