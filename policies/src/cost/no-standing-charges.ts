import { isA } from "../graph";
import { resourcePolicy, textsSetting } from "../policy";

const STANDING: Record<string, string> = {
    "aws:ec2/natGateway:NatGateway": "a NAT gateway costs $33 a month, and $0.045 for each gigabyte through it",
    "aws:kinesis/stream:Stream": "a Kinesis stream costs $11 a month and shard, and Firehose takes records without one",
    "aws:msk/cluster:Cluster": "a Kafka cluster costs hundreds of dollars a month",
    "aws:opensearch/domain:Domain": "an OpenSearch domain costs by the hour",
    "aws:redshift/cluster:Cluster": "a Redshift cluster costs by the hour",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "an interface endpoint costs $7 a month and zone",
};

export default resourcePolicy({
    name: "cost-no-standing-charges",
    title: "Nothing in the ingest path costs while nobody sends",
    severity: "high",
    level: "mandatory",
    why: "The platform is billed by use: one NAT gateway or Kinesis stream can cost more than all the rest.",
    fix: "Leave the functions outside of a VPC, and put records straight into Firehose.",
    settings: {
        allowedTypes: textsSetting("Types that are wanted all the same, for example aws:kinesis/stream:Stream", []),
    },
    validateResource(resource, { allowedTypes }, report) {
        const charge = STANDING[resource.type];
        // A gateway endpoint, for S3 and DynamoDB, is free.
        const free = isA(resource, "aws:ec2/vpcEndpoint:VpcEndpoint") && (resource.props["vpcEndpointType"] ?? "Gateway") === "Gateway";
        if (charge !== undefined && !free && !allowedTypes.includes(resource.type)) {
            report(charge);
        }
    },
});
