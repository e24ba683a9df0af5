package dev.lolscale.graph.cost;

import java.util.Map;
import java.util.TreeMap;

/** Types of resources without a charge of their own, each with the reason. */
final class FreeTypes {

    private static final Map<String, String> REASONS = reasons();

    private FreeTypes() {}

    /** The reason, or null when the type is not known to be free. */
    static String reason(String type) {
        return REASONS.get(type);
    }

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        put(reasons, "a part of the program, not of AWS", "pulumi:pulumi:Stack", "pulumi:providers:aws");
        put(
                reasons,
                "a part of an API, which is charged by its requests",
                "aws:apigateway/apiKey:ApiKey",
                "aws:apigateway/basePathMapping:BasePathMapping",
                "aws:apigateway/deployment:Deployment",
                "aws:apigateway/domainName:DomainName",
                "aws:apigateway/integration:Integration",
                "aws:apigateway/integrationResponse:IntegrationResponse",
                "aws:apigateway/method:Method",
                "aws:apigateway/methodResponse:MethodResponse",
                "aws:apigateway/methodSettings:MethodSettings",
                "aws:apigateway/resource:Resource",
                "aws:apigateway/response:Response",
                "aws:apigateway/usagePlan:UsagePlan",
                "aws:apigateway/usagePlanKey:UsagePlanKey",
                "aws:apigatewayv2/apiMapping:ApiMapping",
                "aws:apigatewayv2/authorizer:Authorizer",
                "aws:apigatewayv2/domainName:DomainName",
                "aws:apigatewayv2/integration:Integration",
                "aws:apigatewayv2/route:Route",
                "aws:apigatewayv2/stage:Stage");
        put(reasons, "Route 53 does not charge queries of an alias record to an API", "aws:route53/record:Record");
        put(
                reasons,
                "IAM has no charges",
                "aws:iam/policy:Policy",
                "aws:iam/role:Role",
                "aws:iam/rolePolicy:RolePolicy");
        put(
                reasons,
                "a part of a function, which is charged by its invocations",
                "aws:lambda/alias:Alias",
                "aws:lambda/eventSourceMapping:EventSourceMapping",
                "aws:lambda/permission:Permission");
        put(
                reasons,
                "a setting of a bucket, whose objects and requests are charged",
                "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
                "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
                "aws:s3/bucketNotification:BucketNotification",
                "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                "aws:s3/bucketPolicy:BucketPolicy",
                "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                "aws:s3/bucketVersioning:BucketVersioning",
                "aws:s3/bucketVersioningV2:BucketVersioningV2");
        put(reasons, "one object below 1 MB: less than $0.0001 a month", "aws:s3/bucketObjectv2:BucketObjectv2");
        put(
                reasons,
                "Glue does not charge for the first million objects of the catalog and the first million requests a month",
                "aws:glue/catalogDatabase:CatalogDatabase",
                "aws:glue/catalogTable:CatalogTable");
        put(reasons, "its jobs and crawlers are charged", "aws:glue/workflow:Workflow");
        put(reasons, "a setting of jobs and crawlers", "aws:glue/securityConfiguration:SecurityConfiguration");
        put(reasons, "a part of a log group", "aws:cloudwatch/logStream:LogStream");
        put(
                reasons,
                "a policy has no charges",
                "aws:sqs/queuePolicy:QueuePolicy",
                "aws:sns/topicPolicy:TopicPolicy",
                "aws:kms/keyPolicy:KeyPolicy");
        put(reasons, "a second name of a key", "aws:kms/alias:Alias");
        return reasons;
    }

    private static void put(Map<String, String> reasons, String reason, String... types) {
        for (String type : types) {
            reasons.put(type, reason);
        }
    }
}
