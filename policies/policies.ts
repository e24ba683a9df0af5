import type { Policy } from "./src/policy";
import apiAuthorization from "./src/security/api-authorization";
import bucketAccessBlock from "./src/security/bucket-access-block";
import bucketEncryption from "./src/security/bucket-encryption";
import bucketTlsOnly from "./src/security/bucket-tls-only";
import noPlainSecret from "./src/security/no-plain-secret";
import noPublicBucket from "./src/security/no-public-bucket";
import noPublicQueue from "./src/security/no-public-queue";
import noWildcardAction from "./src/security/no-wildcard-action";
import noWildcardResource from "./src/security/no-wildcard-resource";
import permissionSource from "./src/security/permission-source";
import queryResultEncryption from "./src/security/query-result-encryption";
import queueEncryption from "./src/security/queue-encryption";
import roleTrust from "./src/security/role-trust";
import streamEncryption from "./src/security/stream-encryption";
import apiThrottled from "./src/reliability/api-throttled";
import batchItemFailures from "./src/reliability/batch-item-failures";
import dataRetained from "./src/reliability/data-retained";
import firehoseErrorPrefix from "./src/reliability/firehose-error-prefix";
import firehoseLogging from "./src/reliability/firehose-logging";
import jobRetries from "./src/reliability/job-retries";
import queueDeadLetters from "./src/reliability/queue-dead-letters";
import timeoutsNested from "./src/reliability/timeouts-nested";
import triggerPermission from "./src/reliability/trigger-permission";
import workflowChain from "./src/reliability/workflow-chain";
import athenaCutoff from "./src/cost/athena-cutoff";
import bucketLifecycle from "./src/cost/bucket-lifecycle";
import crawlerFrequency from "./src/cost/crawler-frequency";
import firehoseBuffers from "./src/cost/firehose-buffers";
import firehoseCompression from "./src/cost/firehose-compression";
import functionLogGroup from "./src/cost/function-log-group";
import jobFrequency from "./src/cost/job-frequency";
import logRetention from "./src/cost/log-retention";
import noProvisionedConcurrency from "./src/cost/no-provisioned-concurrency";
import noStandingCharges from "./src/cost/no-standing-charges";
import workersBounded from "./src/cost/workers-bounded";
import noPhysicalNames from "./src/governance/no-physical-names";
import regions from "./src/governance/regions";
import runtimeSupported from "./src/governance/runtime-supported";
import tags from "./src/governance/tags";
import keptUntilRead from "./src/data/kept-until-read";
import partitionsAgree from "./src/data/partitions-agree";
import prefixesAgree from "./src/data/prefixes-agree";
import queriesAgree from "./src/data/queries-agree";
import tableColumns from "./src/data/table-columns";

/** All policies of the pack, by area. */
export const policies: Policy[] = [
    apiAuthorization,
    bucketAccessBlock,
    bucketEncryption,
    bucketTlsOnly,
    noPlainSecret,
    noPublicBucket,
    noPublicQueue,
    noWildcardAction,
    noWildcardResource,
    permissionSource,
    queryResultEncryption,
    queueEncryption,
    roleTrust,
    streamEncryption,
    apiThrottled,
    batchItemFailures,
    dataRetained,
    firehoseErrorPrefix,
    firehoseLogging,
    jobRetries,
    queueDeadLetters,
    timeoutsNested,
    triggerPermission,
    workflowChain,
    athenaCutoff,
    bucketLifecycle,
    crawlerFrequency,
    firehoseBuffers,
    firehoseCompression,
    functionLogGroup,
    jobFrequency,
    logRetention,
    noProvisionedConcurrency,
    noStandingCharges,
    workersBounded,
    noPhysicalNames,
    regions,
    runtimeSupported,
    tags,
    keptUntilRead,
    partitionsAgree,
    prefixesAgree,
    queriesAgree,
    tableColumns,
];
