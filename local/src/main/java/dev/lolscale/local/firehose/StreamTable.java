package dev.lolscale.local.firehose;

import java.util.Map;

/** The streams of one account and region. */
record StreamTable(String region, String accountId, Map<String, RunningStream> streams) {

    /** The stream of this name; the error is the service's own. */
    RunningStream find(String name) throws FirehoseException {
        RunningStream stream = streams.get(name);
        if (stream == null) {
            throw FirehoseException.badRequest(
                    "ResourceNotFoundException", "Firehose " + name + " under account " + accountId + " not found.");
        }
        return stream;
    }

    String arn(String name) {
        return "arn:aws:firehose:" + region + ":" + accountId + ":deliverystream/" + name;
    }

    String roleArn(String name) {
        return "arn:aws:iam::" + accountId + ":role/" + name;
    }
}
