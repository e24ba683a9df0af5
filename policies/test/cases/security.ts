import apiAuthorization from "../../src/security/api-authorization";
import bucketAccessBlock from "../../src/security/bucket-access-block";
import bucketEncryption from "../../src/security/bucket-encryption";
import bucketTlsOnly from "../../src/security/bucket-tls-only";
import noPlainSecret from "../../src/security/no-plain-secret";
import noPublicBucket from "../../src/security/no-public-bucket";
import noPublicQueue from "../../src/security/no-public-queue";
import noWildcardAction from "../../src/security/no-wildcard-action";
import noWildcardResource from "../../src/security/no-wildcard-resource";
import permissionSource from "../../src/security/permission-source";
import queryResultEncryption from "../../src/security/query-result-encryption";
import queueEncryption from "../../src/security/queue-encryption";
import roleTrust from "../../src/security/role-trust";
import streamEncryption from "../../src/security/stream-encryption";
import { type Case, casesOf, document, type Given, unknown } from "../support";

const bucket = (name: string, id?: string): Given => ({ type: "aws:s3/bucket:Bucket", name, props: id ? { id, bucket: id, arn: `arn:aws:s3:::${id}` } : {} });
const bucket6 = (name: string, id: string): Given => ({ ...bucket(name, id), type: "aws:s3/bucketV2:BucketV2" });
const flags = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const block = (name: string, of: string, id: string, props: object = flags): Given => ({
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", name, props: { bucket: id, ...props }, from: { bucket: of },
});
const bucketPolicy = (name: string, of: string, id: string, policy: string): Given => ({
    type: "aws:s3/bucketPolicy:BucketPolicy", name, props: { bucket: id, policy }, from: { bucket: of, policy: of },
});
const rolePolicy = (...statements: object[]): Given[] => [{ type: "aws:iam/rolePolicy:RolePolicy", name: "policy", props: { policy: document(...statements) } }];
const role = (...statements: object[]): Given[] => [{ type: "aws:iam/role:Role", name: "role", props: { assumeRolePolicy: document(...statements) } }];
const tls = (resources: string | string[], more: object = {}) => document({
    Effect: "Deny", Principal: "*", Action: "s3:*", Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" }, ...more },
});

export const cases: Case[] = [
    casesOf(noPublicBucket)
        .passes("a policy for one account", [bucketPolicy("p", "b", "b", document({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "s3:GetObject", Resource: "*" })), bucket("b")])
        .fails("an open ACL", [{ type: "aws:s3/bucketAcl:BucketAclV2", name: "acl", props: { acl: "public-read" } }], ["acl: acl is public-read"])
        .fails("everybody may read", [bucket("b"), bucketPolicy("p", "b", "b", document({ Effect: "Allow", Principal: { AWS: ["*"] }, Action: ["s3:GetObject"], Resource: "*" }))], ["p: a statement of the policy allows s3:GetObject to everybody"])
        .edge("everybody inside of one organisation is not the public, a user agent is", [
            bucket("b"),
            bucketPolicy("closed", "b", "b", document({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } } })),
            bucketPolicy("open", "b", "b", document({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*", Condition: { StringLike: { "aws:UserAgent": "*Mozilla*" } } })),
        ], ["open: a statement of the policy allows s3:GetObject to everybody"])
        .edge("a denial to everybody is no permission", [bucket("b"), bucketPolicy("p", "b", "b", tls("*"))], [])
        .fails("everybody but one", [bucket("b"), bucketPolicy("p", "b", "b", document({ Effect: "Allow", NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "s3:GetObject", Resource: "*" }))], ["p: a statement of the policy allows s3:GetObject to everybody"])
        .fails("an ACL's grant to a group that is everybody", [
            { type: "aws:s3/bucketAclV2:BucketAclV2", name: "acl", props: { accessControlPolicy: { grants: [{ permission: "READ", grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" } }] } } },
            { type: "aws:s3/bucket:Bucket", name: "b", props: { grants: [{ type: "Group", permissions: ["READ"], uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" }, { type: "Group", permissions: ["WRITE"], uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" }] } },
        ], ["acl: a grant of the ACL is for AllUsers", "b: a grant of the ACL is for AuthenticatedUsers"])
        .edge("only an operator that names callers closes", [bucket("b"), ...Object.entries({
            equal: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
            any: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-1/*" } },
            not: { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } },
            unlike: { StringNotLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/x" } },
            exists: { StringEqualsIfExists: { "aws:PrincipalAccount": "123456789012" } },
            all: { "ForAllValues:StringEquals": { "aws:PrincipalAccount": "123456789012" } },
            bool: { Bool: { "aws:PrincipalAccount": "true" } },
            addresses: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
        }).map(([name, Condition]) => bucketPolicy(name, "b", "b", document({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*", Condition })))],
            ["not", "unlike", "exists", "all", "bool", "addresses"].map((name) => `${name}: a statement of the policy allows s3:GetObject to everybody`))
        .edge("one open value among others opens", [bucket("b"), ...Object.entries({
            both: { StringLike: { "aws:PrincipalAccount": ["123456789012", "*"] } },
            half: { IpAddress: { "aws:SourceIp": "0.0.0.0/1" } },
            accounts: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/reader" } },
            bucket: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::b" } },
        }).map(([name, Condition]) => bucketPolicy(name, "b", "b", document({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*", Condition })))],
            ["both", "half", "accounts"].map((name) => `${name}: a statement of the policy allows s3:GetObject to everybody`)),

    casesOf(noPublicQueue)
        .passes("one service, from one account", [{ type: "aws:sqs/queuePolicy:QueuePolicy", name: "p", props: { policy: document({ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "arn:aws:sqs:us-east-1:1:q", Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }) } }])
        .fails("a queue that does all for everybody, a topic", [
            { type: "aws:sqs/queuePolicy:QueuePolicy", name: "p", props: { policy: document({ Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" }) } },
            { type: "aws:sns/topicPolicy:TopicPolicy", name: "t", props: { policy: document({ Effect: "Allow", Principal: { AWS: "*" }, Action: ["sns:Publish", "sns:Subscribe"], Resource: "*" }) } },
        ], ["p: a statement of the policy allows sqs:* to everybody", "t: a statement of the policy allows sns:Publish, sns:Subscribe to everybody"])
        .edge("inside of the queue, and everybody but one", [{ type: "aws:sqs/queue:Queue", name: "q", props: { policy: document({ Effect: "Allow", NotPrincipal: { AWS: "1" }, NotAction: "sqs:DeleteQueue", Resource: "*" }) } }], ["q: a statement of the policy allows all but sqs:DeleteQueue to everybody"])
        .edge("everybody in SNS's own policy is the owner", [{ type: "aws:sns/topic:Topic", name: "t", props: { policy: document({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sns:Publish", Resource: "arn:aws:sns:us-east-1:1:t", Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } } }) } }], []),

    casesOf(bucketAccessBlock)
        .passes("each bucket has its own, with the provider's version 6 and 7", [bucket("a", "a1"), block("a-block", "a", "a1"), bucket6("b", "b1"), block("b-block", "b", "b1")])
        .fails("none", [bucket("a", "a1")], ["a: no BucketPublicAccessBlock belongs to the bucket"])
        .fails("a flag is off", [bucket("a", "a1"), block("a-block", "a", "a1", { ...flags, blockPublicPolicy: false })], ["a-block: blockPublicPolicy is not true"])
        .edge("two blocks on one bucket leave the other open, whatever they are called", [bucket("a", "a1"), bucket("b", "b1"), block("a-block", "a", "a1"), block("b-block", "a", "a1")], ["b: no BucketPublicAccessBlock belongs to the bucket"])
        .edge("in a preview no name is known: the dependency tells", [
            bucket("a"), { ...bucket("b"), props: unknown("id", "bucket", "arn") },
            { ...block("a-block", "a", ""), props: Object.defineProperty({ ...flags }, "bucket", { get() { throw new Error("unknown"); } }) },
        ], ["b: no BucketPublicAccessBlock belongs to the bucket"])
        .edge("a name written by hand is taken at its word, but not a part of it", [bucket("a", "logs"), bucket("b", "logs-archive"), { ...block("block", "a", "logs"), from: {} }], ["b: no BucketPublicAccessBlock belongs to the bucket"]),

    casesOf(bucketTlsOnly)
        .passes("bucket and objects", [bucket("a", "a1"), bucketPolicy("p", "a", "a1", tls(["arn:aws:s3:::a1", "arn:aws:s3:::a1/*"]))])
        .fails("no policy", [bucket("a", "a1")], ["a: no policy of the bucket denies requests without TLS"])
        .fails("another bucket's policy", [bucket("a", "a1"), bucket("b", "b1"), bucketPolicy("p", "b", "b1", tls(["arn:aws:s3:::b1", "arn:aws:s3:::b1/*"]))], ["a: no policy of the bucket denies requests without TLS"])
        .edge("objects alone leave the listing open", [bucket("a", "a1"), bucketPolicy("p", "a", "a1", tls("arn:aws:s3:::a1/*"))], ["a: the policy denies plain HTTP only for its objects"])
        .edge("a second condition lets most requests through", [bucket("a", "a1"), bucketPolicy("p", "a", "a1", tls(["arn:aws:s3:::a1", "arn:aws:s3:::a1/*"], { StringEquals: { "aws:PrincipalAccount": "1" } }))], ["a: no policy of the bucket denies requests without TLS"]),

    casesOf(bucketEncryption)
        .passes("a configuration of its own", [bucket("a", "a1"), { type: "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2", name: "e", props: { bucket: "a1", rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] }, from: { bucket: "a" } }])
        .fails("none", [bucket("a", "a1")], ["a: no encryption is declared for the bucket"])
        .edge("inside of the bucket, as in the provider's older form", [{ ...bucket("a"), props: { serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } } } } }], [])
        .edge("an algorithm that this team does not allow", [{ ...bucket("a"), props: { serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } } } } }], ["a: sseAlgorithm is AES256, allowed is aws:kms"], { algorithms: ["aws:kms"] }),

    casesOf(streamEncryption)
        .passes("enabled", [{ type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", name: "s", props: { serverSideEncryption: { enabled: true } } }])
        .fails("left out", [{ type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", name: "s", props: {} }], ["s: serverSideEncryption.enabled is not true"])
        .edge("a stream that reads from Kinesis must not have its own", [{ type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", name: "s", props: { kinesisSourceConfiguration: { roleArn: "r" } } }], []),

    casesOf(queueEncryption)
        .passes("by SQS", [{ type: "aws:sqs/queue:Queue", name: "q", props: { sqsManagedSseEnabled: true } }])
        .fails("not at all", [{ type: "aws:sqs/queue:Queue", name: "q", props: { sqsManagedSseEnabled: false } }], ["q: neither sqsManagedSseEnabled nor kmsMasterKeyId is set"])
        .edge("by a key of one's own", [{ type: "aws:sqs/queue:Queue", name: "q", props: { kmsMasterKeyId: "alias/aws/sqs" } }], []),

    casesOf(queryResultEncryption)
        .passes("enforced", [{ type: "aws:athena/workgroup:Workgroup", name: "w", props: { configuration: { enforceWorkgroupConfiguration: true, resultConfiguration: { encryptionConfiguration: { encryptionOption: "SSE_S3" } } } } }])
        .fails("not encrypted", [{ type: "aws:athena/workgroup:Workgroup", name: "w", props: { configuration: { resultConfiguration: { outputLocation: "s3://b/" } } } }], ["w: resultConfiguration has no encryptionConfiguration"])
        .edge("encrypted, but a client may choose otherwise", [{ type: "aws:athena/workgroup:Workgroup", name: "w", props: { configuration: { enforceWorkgroupConfiguration: false, resultConfiguration: { encryptionConfiguration: { encryptionOption: "SSE_S3" } } } } }], ["w: enforceWorkgroupConfiguration is false: a client may choose not to encrypt"])
        .edge("results that Athena keeps itself are encrypted", [{ type: "aws:athena/workgroup:Workgroup", name: "w", props: { configuration: { managedQueryResultsConfiguration: { enabled: true } } } }], []),

    casesOf(noWildcardAction)
        .passes("named", rolePolicy({ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::b/*" }))
        .fails("all of S3", rolePolicy({ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::b/*" }), ["policy: the action s3:* is a wildcard"])
        .edge("all but one", rolePolicy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }), ["policy: NotAction allows all actions but iam:*"])
        .edge("to deny by wildcard is wise", rolePolicy({ Effect: "Deny", Action: "iam:*", Resource: "*" }), [])
        .edge("part of a name, in a managed policy", [{ type: "aws:iam/policy:Policy", name: "p", props: { policy: { Statement: { Effect: "Allow", Action: "glue:Get*", Resource: "arn:aws:glue:us-east-1:1:catalog" } } } }], ["p: the action glue:Get* is a wildcard"])
        .fails("AWS's own, attached in every way", [
            { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "a", props: { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" } },
            { type: "aws:iam/role:Role", name: "r", props: { managedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess", "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"] } },
            { type: "aws:iam/policyAttachment:PolicyAttachment", name: "p", props: { policyArn: "arn:aws-cn:iam::aws:policy/IAMFullAccess" } },
            { type: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", name: "e", props: { policyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] } },
        ], [
            ["a", "AdministratorAccess"], ["r", "PowerUserAccess"], ["r", "service-role/AWSGlueServiceRole"], ["p", "IAMFullAccess"], ["e", "AmazonS3FullAccess"],
        ].map(([name, policy]) => `${name}: ${policy} is a policy of AWS's own, not known to name each action`))
        .edge("AWS's own that name each action, and a policy of the account", [
            { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "a", props: { policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" } },
            { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", name: "b", props: { policyArn: "arn:aws:iam::123456789012:policy/AdministratorAccess" } },
        ], [])
        .edge("a team's own list is taken in place of ours", [{ type: "aws:iam/role:Role", name: "r", props: { managedPolicyArns: ["arn:aws:iam::aws:policy/SecurityAudit"] } }], [], { managedPolicies: ["SecurityAudit"] })
        .edge("in what a queue, a topic or a function allows", [
            { type: "aws:sqs/queuePolicy:QueuePolicy", name: "q", props: { policy: document({ Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sqs:*", Resource: "*" }) } },
            { type: "aws:sns/topicPolicy:TopicPolicy", name: "t", props: { policy: document({ Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sns:P*", Resource: "*" }) } },
            { type: "aws:lambda/permission:Permission", name: "f", props: { action: "lambda:*", principal: "events.amazonaws.com", sourceArn: "arn:aws:events:us-east-1:1:rule/x" } },
        ], ["q: the action sqs:* is a wildcard", "t: the action sns:P* is a wildcard", "f: the action lambda:* is a wildcard"]),

    casesOf(noWildcardResource)
        .passes("named", rolePolicy({ Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::b/raw/*", "arn:aws:logs:us-east-1:1:log-group:g:*", "arn:aws:glue:us-east-1:1:table/db/*"] }))
        .fails("everything", rolePolicy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }), ["policy: s3:GetObject may be done to *"])
        .fails("any bucket, any queue", rolePolicy({ Effect: "Allow", Action: "sqs:SendMessage", Resource: ["arn:aws:s3:::*", "arn:aws:sqs:us-east-1:1:*"] }), ["policy: sqs:SendMessage may be done to arn:aws:s3:::*", "policy: sqs:SendMessage may be done to arn:aws:sqs:us-east-1:1:*"])
        .edge("actions for which AWS knows no resource", rolePolicy({ Effect: "Allow", Action: ["xray:PutTraceSegments"], Resource: "*" }), [])
        .edge("but not together with one that has", rolePolicy({ Effect: "Allow", Action: ["xray:PutTraceSegments", "s3:GetObject"], Resource: "*" }), ["policy: xray:PutTraceSegments, s3:GetObject may be done to *"])
        .edge("any account's is not this stack's, any region's with one account and name is", rolePolicy({ Effect: "Allow", Action: "dynamodb:GetItem", Resource: ["arn:aws:dynamodb:*:*:table/x", "arn:aws:dynamodb:us-east-1:*:table/x", "arn:aws:dynamodb:*:123456789012:table/x"] }), ["policy: dynamodb:GetItem may be done to arn:aws:dynamodb:*:*:table/x", "policy: dynamodb:GetItem may be done to arn:aws:dynamodb:us-east-1:*:table/x"])
        .edge("a role that may be passed is written out, also where its name only ends in *", rolePolicy({ Effect: "Allow", Action: "iam:PassRole", Resource: ["arn:aws:iam::123456789012:role/*", "arn:aws:iam::123456789012:role/job-*", "arn:aws:iam::123456789012:role/job"] }), ["policy: iam:PassRole may hand any role of arn:aws:iam::123456789012:role/* to a service: name the one role", "policy: iam:PassRole may hand any role of arn:aws:iam::123456789012:role/job-* to a service: name the one role"]),

    casesOf(roleTrust)
        .passes("one service for one account", role({ Effect: "Allow", Principal: { Service: "glue.amazonaws.com" }, Action: "sts:AssumeRole", Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }))
        .fails("for any account", role({ Effect: "Allow", Principal: { Service: ["firehose.amazonaws.com"] }, Action: "sts:AssumeRole" }), ["role: firehose.amazonaws.com may assume the role for any account"])
        .fails("everybody", role({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }), ["role: everybody (AWS: *) may assume the role"])
        .fails("two services", role({ Effect: "Allow", Principal: { Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] }, Action: "sts:AssumeRole" }), ["role: lambda.amazonaws.com and ec2.amazonaws.com may assume the role; one service is enough"])
        .edge("Lambda sends no source", role({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }), [])
        .edge("a key in other letters, and a source that is any", [
            ...role({ Effect: "Allow", Principal: { Service: "glue.amazonaws.com" }, Action: "sts:AssumeRole", Condition: { StringEquals: { "AWS:SourceAccount": "123456789012" } } }),
            { type: "aws:iam/role:Role", name: "any", props: { assumeRolePolicy: document({ Effect: "Allow", Principal: { Service: "glue.amazonaws.com" }, Action: "sts:AssumeRole", Condition: { StringLike: { "aws:SourceArn": "*" } } }) } },
        ], ["any: glue.amazonaws.com may assume the role for any account"])
        .edge("a condition that names those who may not, or that is met without a source", [
            ...role({ Effect: "Allow", Principal: { Service: "glue.amazonaws.com" }, Action: "sts:AssumeRole", Condition: { StringNotEquals: { "aws:SourceAccount": "123456789012" } } }),
            { type: "aws:iam/role:Role", name: "exists", props: { assumeRolePolicy: document({ Effect: "Allow", Principal: { Service: "glue.amazonaws.com" }, Action: "sts:AssumeRole", Condition: { StringEqualsIfExists: { "aws:SourceAccount": "123456789012" } } }) } },
        ], ["role: glue.amazonaws.com may assume the role for any account", "exists: glue.amazonaws.com may assume the role for any account"]),

    casesOf(noPlainSecret)
        .passes("names and ARNs", [{ type: "aws:lambda/function:Function", name: "f", props: { environment: { variables: { STREAM: "s", DB_PASSWORD: "arn:aws:secretsmanager:us-east-1:1:secret:db", API_TOKEN: "/app/token", SECRET_NAME: "db" } } } }])
        .fails("by its name", [{ type: "aws:lambda/function:Function", name: "f", props: { environment: { variables: { DB_PASSWORD: "x" } } } }], ["f: DB_PASSWORD is, by its name, a credential"])
        .fails("by its looks", [{ type: "aws:glue/job:Job", name: "j", props: { defaultArguments: { "--jdbc": "postgresql://etl:hunter22@db/x" } } }], ["j: --jdbc holds an address with a password in it"])
        .fails("by its name, however it is written", [{ type: "aws:lambda/function:Function", name: "f", props: { environment: { variables: Object.fromEntries(["DB_PASS", "dbPassword", "dbpassword", "DB_PWD", "clientAPIKey", "PASSPHRASE"].map((name) => [name, "x"])) } } }],
            ["DB_PASS", "dbPassword", "dbpassword", "DB_PWD", "clientAPIKey", "PASSPHRASE"].map((name) => `f: ${name} is, by its name, a credential`))
        .fails("by the looks of other services", [{ type: "aws:lambda/function:Function", name: "f", props: { environment: { variables: { PAY: `sk_${"live"}_4eC39HqLyjWDarjtT1zdp7dc`, CHAT: `xox${"b"}-123456789012-abcdefghijkl`, WHO: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl" } } } }],
            ["f: PAY holds a key of Stripe", "f: CHAT holds a token of Slack", "f: WHO holds a JSON Web Token"])
        .fails("what a trigger hands to its job", [{ type: "aws:glue/trigger:Trigger", name: "t", props: { actions: [{ jobName: "j", arguments: { "--api_key": "x", "--raw": "s3://b/raw/" } }] } }], ["t: --api_key is, by its name, a credential"])
        .edge("words that only end alike", [{ type: "aws:lambda/function:Function", name: "f", props: { environment: { variables: { BYPASS: "x", secondPassCount: "2", maxTokens: "100", KEYBOARD: "de", dbPasswordArn: "db" } } } }], [])
        .edge("an API key under a harmless name is found by its value", [
            { type: "aws:apigateway/apiKey:ApiKey", name: "key", props: { value: "k3y-made-by-aws" } },
            { type: "aws:lambda/function:Function", name: "f", props: { environment: { variables: { CLIENTS: "web=k3y-made-by-aws" } } }, from: { environment: "key" } },
        ], ["f: CLIENTS holds the value of key"])
        .edge("its digest is none", [
            { type: "aws:apigateway/apiKey:ApiKey", name: "key", props: { value: "k3y-made-by-aws" } },
            { type: "aws:lambda/function:Function", name: "f", props: { environment: { variables: { API_KEYS: "id:9f86d081884c7d659a2feaa0c55ad015" } } }, from: { environment: "key" } },
        ], []),

    casesOf(apiAuthorization)
        .passes("an authorizer, an API key", [
            { type: "aws:apigatewayv2/route:Route", name: "r", props: { routeKey: "POST /track", authorizationType: "CUSTOM" } },
            { type: "aws:apigateway/method:Method", name: "m", props: { httpMethod: "POST", authorization: "NONE", apiKeyRequired: true } },
        ])
        .fails("open", [
            { type: "aws:apigatewayv2/route:Route", name: "r", props: { routeKey: "POST /track" } },
            { type: "aws:apigateway/method:Method", name: "m", props: { httpMethod: "POST", authorization: "NONE" } },
            { type: "aws:lambda/functionUrl:FunctionUrl", name: "u", props: { authorizationType: "NONE" } },
        ], ["r: POST /track has no authorization", "m: POST needs neither authorization nor an API key", "u: the function's address takes calls from everybody"])
        .edge("browsers ask OPTIONS without a key", [{ type: "aws:apigateway/method:Method", name: "m", props: { httpMethod: "OPTIONS", authorization: "NONE" } }], [])
        .edge("a route that is meant to be open", [{ type: "aws:apigatewayv2/route:Route", name: "r", props: { routeKey: "GET /health" } }], [], { openRoutes: ["GET /health"] })
        .fails("quick create", [{ type: "aws:apigatewayv2/api:Api", name: "a", props: { protocolType: "HTTP", target: "arn:aws:lambda:us-east-1:1:function:f" } }], ["a: target makes the route $default, which has no authorization"])
        .edge("an API without a target makes no route", [{ type: "aws:apigatewayv2/api:Api", name: "a", props: { protocolType: "HTTP" } }], [])
        .edge("quick create of a route that is meant to be open", [{ type: "aws:apigatewayv2/api:Api", name: "a", props: { target: "https://example.com", routeKey: "GET /health" } }], [], { openRoutes: ["GET /health"] }),

    casesOf(permissionSource)
        .passes("one API", [{ type: "aws:lambda/permission:Permission", name: "p", props: { principal: "apigateway.amazonaws.com", sourceArn: "arn:aws:execute-api:us-east-1:1:a/*" } }])
        .fails("any API", [{ type: "aws:lambda/permission:Permission", name: "p", props: { principal: "apigateway.amazonaws.com" } }], ["p: any resource of apigateway.amazonaws.com may call the function: sourceArn is not set"])
        .fails("everybody", [{ type: "aws:lambda/permission:Permission", name: "p", props: { principal: "*", sourceArn: "x" } }], ["p: principal is *: everybody may call the function"])
        .fails("a source that is any", ["*", "arn:aws:execute-api:*:*:*", "arn:aws:execute-api:us-east-1:*:a/*", "arn:aws:execute-api:us-east-1:1:*/*/POST/track", "arn:aws:s3:::*"].map((sourceArn, i): Given =>
            ({ type: "aws:lambda/permission:Permission", name: `p${i}`, props: { principal: sourceArn.includes("s3") ? "s3.amazonaws.com" : "apigateway.amazonaws.com", sourceArn, sourceAccount: "1" } })),
            ["*", "arn:aws:execute-api:*:*:*", "arn:aws:execute-api:us-east-1:*:a/*", "arn:aws:execute-api:us-east-1:1:*/*/POST/track", "arn:aws:s3:::*"].map((arn, i) => `p${i}: sourceArn is ${arn}, which leaves open whose or which resource may call the function`))
        .edge("a bucket's ARN names no account", [{ type: "aws:lambda/permission:Permission", name: "p", props: { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::b" } }], ["p: sourceAccount is not set, and the ARNs of s3.amazonaws.com name no account"])
        .edge("a role of another account is named already", [{ type: "aws:lambda/permission:Permission", name: "p", props: { principal: "arn:aws:iam::123456789012:role/caller" } }], []),
].flatMap(({ all }) => all);
