package dev.lolscale.platform;

import com.pulumi.aws.cloudformation.Stack;
import com.pulumi.aws.cloudformation.StackArgs;
import com.pulumi.aws.quicksight.DataSet;
import com.pulumi.aws.quicksight.DataSetArgs;
import com.pulumi.aws.quicksight.RefreshSchedule;
import com.pulumi.aws.quicksight.RefreshScheduleArgs;
import com.pulumi.aws.quicksight.inputs.DataSetPermissionArgs;
import com.pulumi.aws.quicksight.inputs.DataSetPhysicalTableMapArgs;
import com.pulumi.aws.quicksight.inputs.DataSetPhysicalTableMapCustomSqlArgs;
import com.pulumi.aws.quicksight.inputs.DataSetPhysicalTableMapCustomSqlColumnArgs;
import com.pulumi.aws.quicksight.inputs.RefreshScheduleScheduleArgs;
import com.pulumi.aws.quicksight.inputs.RefreshScheduleScheduleScheduleFrequencyArgs;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What QuickSight shows: a data source with a role of its own, the data sets, and the dashboard. */
final class QuickSightReport {

    /** Who may use a data source may describe it and build data sets on it. */
    private static final List<String> USING_A_SOURCE = List.of(
            "quicksight:DescribeDataSource", "quicksight:DescribeDataSourcePermissions", "quicksight:PassDataSource");

    /** Who may use a data set may describe it and build analyses on it. */
    private static final List<String> USING_A_SET = List.of(
            "quicksight:DescribeDataSet",
            "quicksight:DescribeDataSetPermissions",
            "quicksight:DescribeIngestion",
            "quicksight:ListIngestions",
            "quicksight:PassDataSet");

    /** Enough to tell one template from the next. */
    private static final int DIGEST_DIGITS = 16;

    private final String name;
    private final Resource parent;
    private final ReportingArgs args;
    private final Output<String> principal;
    private final Output<Arn> workgroup;
    private final SavedQuery.Tables tables;

    private QuickSightReport(String name, Resource parent, ReportingArgs args, Output<String> principal) {
        this.name = name;
        this.parent = parent;
        this.args = args;
        this.principal = principal;
        this.workgroup = args.workgroupArn().applyValue(Arn::parse);
        this.tables =
                new SavedQuery.Tables(named(args.rawTable()), named(args.eventTable()), named(args.quarantineTable()));
    }

    /** A table with its database: QuickSight names none when it asks. */
    private Output<String> named(Output<String> table) {
        return Output.tuple(args.databaseName(), table).applyValue(names -> names.t1 + "." + names.t2);
    }

    /** Declares everything and returns the dashboard's id. */
    static Output<String> create(String name, Resource parent, ReportingArgs args, Output<String> principal) {
        QuickSightReport report = new QuickSightReport(name, parent, args, principal);
        Output<String> source = report.dataSource(report.role());
        Map<String, Output<String>> arns = new TreeMap<>();
        for (ReportDataSet dataSet : ReportDataSet.ALL) {
            arns.put(ReportDashboard.parameterOf(dataSet), report.dataSet(dataSet, source));
        }
        return report.dashboard(arns);
    }

    private ServiceRole role() {
        Output<Statement> trust = workgroup.applyValue(
                arn -> Statement.assumedBy("quicksight.amazonaws.com").forAccountOf(arn));
        LakeReader reader = new LakeReader(
                workgroup,
                LakePlaces.of(args),
                List.of(args.eventTable(), args.quarantineTable()),
                List.of(Output.of(Zone.EVENTS), Output.of(Zone.QUARANTINE)),
                args.resultsBucketName(),
                "",
                args.encryptionKeyArn());
        return ServiceRole.create(name, parent, trust, reader.statements());
    }

    /**
     * By way of CloudFormation, because the AWS provider's own resource knows no role: QuickSight would read with the one
     * role of the whole account, which somebody would have to open to this lake by hand.
     *
     * @return the data source's ARN
     */
    private Output<String> dataSource(ServiceRole role) {
        String template = CloudFormation.template(
                List.of("AccountId", "DataSourceId", "DataSourceName", "PrincipalArn", "RoleArn", "WorkGroup"),
                "DataSource",
                "AWS::QuickSight::DataSource",
                new TreeMap<>(Map.of(
                        "AwsAccountId",
                        CloudFormation.parameter("AccountId"),
                        "DataSourceId",
                        CloudFormation.parameter("DataSourceId"),
                        "Name",
                        CloudFormation.parameter("DataSourceName"),
                        "Type",
                        "ATHENA",
                        "DataSourceParameters",
                        Map.of(
                                "AthenaParameters",
                                new TreeMap<>(Map.of(
                                        "WorkGroup", CloudFormation.parameter("WorkGroup"),
                                        "RoleArn", CloudFormation.parameter("RoleArn")))),
                        "Permissions",
                        CloudFormation.permissions(USING_A_SOURCE))));
        Stack source = new Stack(
                name + "-source",
                StackArgs.builder()
                        .templateBody(template)
                        .parameters(parameters(Map.of(
                                "AccountId", workgroup.applyValue(Arn::account),
                                "DataSourceId", id("lake"),
                                "DataSourceName", args.databaseName(),
                                "PrincipalArn", principal,
                                "RoleArn", role.arn(),
                                "WorkGroup", workgroupName())))
                        .build(),
                // QuickSight tries the connection when it makes the source.
                Children.of(parent, role.policy()));
        return Output.tuple(workgroup, id("lake"), source.id())
                .applyValue(made ->
                        made.t1.neighbour("quicksight", "datasource/" + made.t2).toString());
    }

    /** Declares a data set, and when it is kept in SPICE its daily refresh; returns its ARN. */
    private Output<String> dataSet(ReportDataSet dataSet, Output<String> source) {
        DataSet made = new DataSet(
                name + "-" + dataSet.name(),
                DataSetArgs.builder()
                        .dataSetId(id(dataSet.name()))
                        .name(args.databaseName().applyValue(database -> database + " " + dataSet.name()))
                        .importMode(args.quicksightImport().importMode())
                        .physicalTableMaps(DataSetPhysicalTableMapArgs.builder()
                                .physicalTableMapId(dataSet.name())
                                .customSql(DataSetPhysicalTableMapCustomSqlArgs.builder()
                                        .dataSourceArn(source)
                                        .name(dataSet.name())
                                        .sqlQuery(dataSet.sql().apply(tables))
                                        .columns(dataSet.columns().stream()
                                                .map(column -> DataSetPhysicalTableMapCustomSqlColumnArgs.builder()
                                                        .name(column.name())
                                                        .type(column.type())
                                                        .build())
                                                .toList())
                                        .build())
                                .build())
                        .permissions(DataSetPermissionArgs.builder()
                                .principal(principal)
                                .actions(USING_A_SET)
                                .build())
                        .build(),
                Children.of(parent));
        if (args.quicksightImport() == QuickSightImport.SPICE) {
            refreshDaily(dataSet, made);
        }
        return made.arn();
    }

    private void refreshDaily(ReportDataSet dataSet, DataSet made) {
        new RefreshSchedule(
                name + "-" + dataSet.name() + "-refresh",
                RefreshScheduleArgs.builder()
                        .dataSetId(made.dataSetId())
                        .scheduleId("daily")
                        .schedule(RefreshScheduleScheduleArgs.builder()
                                .refreshType("FULL_REFRESH")
                                .scheduleFrequency(RefreshScheduleScheduleScheduleFrequencyArgs.builder()
                                        .interval("DAILY")
                                        .timeOfTheDay(args.refreshTime())
                                        .timezone("UTC")
                                        .build())
                                .build())
                        .build(),
                Children.of(parent));
    }

    private Output<String> dashboard(Map<String, Output<String>> dataSetArns) {
        String template = ReportDashboard.template();
        BucketObjectv2 object = new BucketObjectv2(
                name + "-template",
                BucketObjectv2Args.builder()
                        .bucket(args.bucketName())
                        // By its content: CloudFormation looks at a template again only when its address is another.
                        .key(Zone.ARTIFACTS + "dashboard-"
                                + Sha256.hex(template).substring(0, DIGEST_DIGITS) + ".json")
                        .content(template)
                        .contentType("application/json")
                        .build(),
                Children.of(parent));
        Map<String, Output<String>> parameters = new TreeMap<>(dataSetArns);
        parameters.put("AccountId", workgroup.applyValue(Arn::account));
        parameters.put("DashboardId", id("dashboard"));
        parameters.put("DashboardName", args.databaseName());
        parameters.put("PrincipalArn", principal);
        Stack dashboard = new Stack(
                name + "-dashboard",
                StackArgs.builder()
                        .templateUrl(Output.tuple(object.bucket(), workgroup, object.key())
                                .applyValue(place -> "https://%s.s3.%s.amazonaws.com/%s"
                                        .formatted(place.t1, place.t2.region(), place.t3)))
                        .parameters(parameters(parameters))
                        .build(),
                Children.of(parent));
        return Output.tuple(id("dashboard"), dashboard.id()).applyValue(made -> made.t1);
    }

    /** An id, of which there may be one in an account and region: the workgroup's name is as unique. */
    private Output<String> id(String end) {
        return workgroupName().applyValue(workgroupName -> workgroupName.replaceAll("[^\\w-]", "-") + "-" + end);
    }

    private Output<String> workgroupName() {
        return workgroup.applyValue(
                arn -> arn.resource().substring(arn.resource().indexOf('/') + 1));
    }

    private static Output<Map<String, String>> parameters(Map<String, Output<String>> values) {
        List<Output<Map.Entry<String, String>>> entries = new ArrayList<>();
        values.forEach((key, value) -> entries.add(value.applyValue(each -> Map.entry(key, each))));
        return Output.all(entries).applyValue(all -> {
            Map<String, String> byName = new TreeMap<>();
            all.forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
            return byName;
        });
    }
}
