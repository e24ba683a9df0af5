package dev.lolscale.graph.recorder;

import com.google.common.hash.Hashing;
import dev.lolscale.graph.Properties;
import dev.lolscale.graph.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a resource would answer had AWS made it: identifiers, ARNs and addresses of the right form, made from the urn, so
 * that the same program gives the same graph. Nothing of it exists.
 */
public final class MadeUpOutputs {

    /** The account of all ARNs: twelve digits that AWS's own documentation uses. */
    static final String ACCOUNT = "123456789012";

    private final String region;

    /**
     * Outputs of one region.
     *
     * @param region for example {@code us-east-1}
     */
    public MadeUpOutputs(String region) {
        this.region = region;
    }

    /** The id that the provider would give. */
    public String id(String urn, String type, String name, Properties inputs) {
        String physical = physicalName(urn, name, inputs);
        return switch (type) {
            case "aws:apigatewayv2/api:Api",
                    "aws:apigateway/restApi:RestApi",
                    "aws:apigateway/apiKey:ApiKey",
                    "aws:apigateway/usagePlan:UsagePlan",
                    "aws:apigateway/deployment:Deployment",
                    "aws:apigateway/resource:Resource" -> hash(urn, 10);
            case "aws:sqs/queue:Queue" -> "https://sqs." + region + ".amazonaws.com/" + ACCOUNT + "/" + physical;
            case "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream" ->
                arn("firehose", "deliverystream/" + physical);
            case "aws:glue/catalogDatabase:CatalogDatabase" -> ACCOUNT + ":" + physical;
            case "aws:apigatewayv2/domainName:DomainName", "aws:apigateway/domainName:DomainName" ->
                inputs.text("domainName");
            case "aws:apigatewayv2/apiMapping:ApiMapping" -> hash(urn, 6);
            case "aws:sns/topic:Topic" -> arn("sns", physical);
            case "aws:kms/key:Key" -> keyId(urn);
            case "aws:cloudwatch/dashboard:Dashboard" -> inputs.text("dashboardName");
            case "aws:budgets/budget:Budget" -> ACCOUNT + ":" + physical;
            case "aws:apigateway/basePathMapping:BasePathMapping" -> inputs.text("domainName") + "/";
            case "aws:route53/record:Record" -> inputs.text("zoneId") + "_" + physical + "_" + inputs.text("type");
            default -> physical;
        };
    }

    /** All outputs: the inputs, and what the provider computes. */
    public Map<String, Object> of(String urn, String type, String name, Properties inputs) {
        String id = id(urn, type, name, inputs);
        String physical = physicalName(urn, name, inputs);
        Map<String, Object> outputs = new TreeMap<>(inputs.values());
        outputs.putIfAbsent("name", physical);
        switch (type) {
            case "aws:s3/bucketV2:BucketV2" -> {
                outputs.put("bucket", physical);
                outputs.put("arn", "arn:aws:s3:::" + physical);
                outputs.put("bucketDomainName", physical + ".s3.amazonaws.com");
                outputs.put("bucketRegionalDomainName", physical + ".s3." + region + ".amazonaws.com");
            }
            case "aws:iam/role:Role" -> {
                outputs.put("arn", "arn:aws:iam::" + ACCOUNT + ":role/" + physical);
                outputs.put("uniqueId", "AROA" + hash(urn, 17));
            }
            case "aws:cloudwatch/logGroup:LogGroup" -> outputs.put("arn", arn("logs", "log-group:" + physical));
            case "aws:cloudwatch/logStream:LogStream" ->
                outputs.put("arn", arn("logs", "log-group:" + inputs.text("logGroupName") + ":log-stream:" + physical));
            case "aws:glue/catalogDatabase:CatalogDatabase" -> outputs.put("arn", arn("glue", "database/" + physical));
            case "aws:lambda/function:Function" -> {
                String arn = arn("lambda", "function:" + physical);
                outputs.put("arn", arn);
                outputs.put("invokeArn", invokeArn(arn));
                outputs.put("version", "1");
                outputs.put("qualifiedArn", arn + ":1");
                outputs.put("qualifiedInvokeArn", invokeArn(arn + ":1"));
            }
            case "aws:lambda/alias:Alias" -> {
                String function = inputs.text("functionName");
                String arn = (function.startsWith("arn:") ? function : arn("lambda", "function:" + function)) + ":"
                        + physical;
                outputs.put("arn", arn);
                outputs.put("invokeArn", invokeArn(arn));
            }
            case "aws:sqs/queue:Queue" -> {
                outputs.put("arn", arn("sqs", physical));
                outputs.put("url", id);
            }
            case "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream" -> {
                outputs.put("arn", id);
                outputs.put("versionId", "1");
            }
            case "aws:apigatewayv2/api:Api" -> {
                outputs.put("apiEndpoint", "https://" + id + ".execute-api." + region + ".amazonaws.com");
                outputs.put("executionArn", arn("execute-api", id));
                outputs.put("arn", "arn:aws:apigateway:" + region + "::/apis/" + id);
            }
            case "aws:apigatewayv2/stage:Stage" ->
                outputs.put("invokeUrl", invokeUrl(inputs.text("apiId"), physical.equals("$default") ? "" : physical));
            case "aws:apigateway/restApi:RestApi" -> {
                outputs.put("executionArn", arn("execute-api", id));
                outputs.put("arn", "arn:aws:apigateway:" + region + "::/restapis/" + id);
                outputs.put("rootResourceId", hash(urn + "/", 10));
            }
            case "aws:apigateway/resource:Resource" -> outputs.put("path", "/" + inputs.text("pathPart"));
            case "aws:apigateway/stage:Stage" -> {
                String stageName = inputs.text("stageName");
                outputs.put("invokeUrl", invokeUrl(inputs.text("restApi"), stageName));
                outputs.put("executionArn", arn("execute-api", inputs.text("restApi") + "/" + stageName));
                outputs.put(
                        "arn",
                        "arn:aws:apigateway:" + region + "::/restapis/" + inputs.text("restApi") + "/stages/"
                                + stageName);
            }
            case "aws:apigateway/apiKey:ApiKey" -> {
                outputs.put("arn", "arn:aws:apigateway:" + region + "::/apikeys/" + id);
                outputs.put("value", new Secret(hash(urn + "#value", 40)));
            }
            case "aws:apigatewayv2/domainName:DomainName" -> {
                outputs.put("arn", "arn:aws:apigateway:" + region + "::/domainnames/" + id);
                Map<String, Object> configuration =
                        new TreeMap<>(inputs.object("domainNameConfiguration").values());
                configuration.put("targetDomainName", domainTarget(urn));
                configuration.put("hostedZoneId", domainTargetZone());
                outputs.put("domainNameConfiguration", configuration);
            }
            case "aws:apigateway/domainName:DomainName" -> {
                outputs.put("arn", "arn:aws:apigateway:" + region + "::/domainnames/" + id);
                outputs.put("regionalDomainName", domainTarget(urn));
                outputs.put("regionalZoneId", domainTargetZone());
            }
            case "aws:route53/record:Record" -> outputs.put("fqdn", physical);
            case "aws:sns/topic:Topic" -> outputs.put("arn", id);
            case "aws:kms/key:Key" -> {
                outputs.put("arn", arn("kms", "key/" + id));
                outputs.put("keyId", id);
            }
            case "aws:cloudwatch/metricAlarm:MetricAlarm" -> outputs.put("arn", arn("cloudwatch", "alarm:" + physical));
            case "aws:cloudwatch/dashboard:Dashboard" ->
                outputs.put("dashboardArn", "arn:aws:cloudwatch::" + ACCOUNT + ":dashboard/" + id);
            case "aws:quicksight/dataSet:DataSet" ->
                outputs.put("arn", arn("quicksight", "dataset/" + inputs.text("dataSetId")));
            case "aws:iam/policy:Policy" -> outputs.put("arn", "arn:aws:iam::" + ACCOUNT + ":policy/" + physical);
            default -> outputs.put("arn", arn(service(type), resourceKind(type) + "/" + physical));
        }
        return outputs;
    }

    /** The answer to an invoke of the AWS provider, or null when it is none that the recorder knows. */
    public Map<String, Object> invoke(String token) {
        return switch (token) {
            case "aws:index/getCallerIdentity:getCallerIdentity" ->
                Map.of(
                        "id",
                        ACCOUNT,
                        "accountId",
                        ACCOUNT,
                        "arn",
                        "arn:aws:iam::" + ACCOUNT + ":user/recorder",
                        "userId",
                        "AIDARECORDER");
            case "aws:index/getRegion:getRegion" ->
                Map.of(
                        "id",
                        region,
                        "name",
                        region,
                        "description",
                        region,
                        "endpoint",
                        "ec2." + region + ".amazonaws.com");
            case "aws:index/getPartition:getPartition" ->
                Map.of(
                        "id",
                        "aws",
                        "partition",
                        "aws",
                        "dnsSuffix",
                        "amazonaws.com",
                        "reverseDnsPrefix",
                        "com.amazonaws");
            default -> null;
        };
    }

    /** The name that the program set, or Pulumi's automatic one: the logical name and seven hexadecimal digits. */
    private static String physicalName(String urn, String name, Properties inputs) {
        for (String key : new String[] {"name", "bucket"}) {
            // A sub-resource of a bucket names its bucket by the same key; it has no name of its own.
            if (inputs.has(key)) {
                return inputs.text(key);
            }
        }
        return name + "-" + hash(urn, 7);
    }

    private String invokeUrl(String api, String stage) {
        return "https://" + api + ".execute-api." + region + ".amazonaws.com/" + stage;
    }

    /** What a regional domain name of API Gateway stands for. */
    private String domainTarget(String urn) {
        return "d-" + hash(urn, 10) + ".execute-api." + region + ".amazonaws.com";
    }

    /** The hosted zone of those names: one for each region, AWS's own. */
    private String domainTargetZone() {
        return "Z" + hash(region, 13).toUpperCase(Locale.ROOT);
    }

    /** A UUID. */
    private static String keyId(String urn) {
        return String.join(
                "-", hash(urn, 8), hash(urn + "/1", 4), hash(urn + "/2", 4), hash(urn + "/3", 4), hash(urn + "/4", 12));
    }

    private String invokeArn(String functionArn) {
        return "arn:aws:apigateway:" + region + ":lambda:path/2015-03-31/functions/" + functionArn + "/invocations";
    }

    private String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ACCOUNT + ":" + resource;
    }

    private static String service(String type) {
        String module = type.split(":", -1)[1];
        return module.contains("/") ? module.substring(0, module.indexOf('/')) : module;
    }

    private static String resourceKind(String type) {
        String kind = type.substring(type.lastIndexOf(':') + 1);
        return Character.toLowerCase(kind.charAt(0)) + kind.substring(1);
    }

    private static String hash(String text, int length) {
        return Hashing.sha256()
                .hashString(text, StandardCharsets.UTF_8)
                .toString()
                .substring(0, length);
    }
}
