package dev.lolscale.graph.cost;

/** Types of resources that several places look for. */
final class Types {

    static final String FUNCTION = "aws:lambda/function:Function";
    static final String EVENT_SOURCE = "aws:lambda/eventSourceMapping:EventSourceMapping";
    static final String STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    static final String QUEUE = "aws:sqs/queue:Queue";
    static final String TOPIC = "aws:sns/topic:Topic";
    static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    static final String JOB = "aws:glue/job:Job";
    static final String CRAWLER = "aws:glue/crawler:Crawler";
    static final String TRIGGER = "aws:glue/trigger:Trigger";
    static final String NAMED_QUERY = "aws:athena/namedQuery:NamedQuery";
    static final String WORKGROUP = "aws:athena/workgroup:Workgroup";
    static final String CATALOG_TABLE = "aws:glue/catalogTable:CatalogTable";

    private Types() {}
}
