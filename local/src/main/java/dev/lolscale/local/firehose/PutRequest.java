package dev.lolscale.local.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a PutRecord or PutRecordBatch, held to the limits of the API reference: 1,000 KiB a record before base64, 500 records
 * and 4 MiB a batch. Errors are worded as the service words them.
 */
record PutRequest(String streamName, List<byte[]> records) {
    static final int LARGEST_BATCH_BYTES = 4 * 1024 * 1024;
    private static final int LARGEST_RECORD_BYTES = 1_000 * 1_024;
    private static final int LARGEST_BATCH_RECORDS = 500;

    static PutRequest ofPutRecord(JsonNode request) throws FirehoseException {
        return new PutRequest(streamName(request), List.of(data(request.get("Record"), "record")));
    }

    static PutRequest ofPutRecordBatch(JsonNode request) throws FirehoseException {
        String streamName = streamName(request);
        JsonNode batch = request.get("Records");
        if (batch == null || batch.isNull()) {
            throw mustNotBeNull("records");
        }
        if (batch.isEmpty()) {
            throw FirehoseException.validation(
                    " '[]'", "records", "Member must have length greater than or equal to 1");
        }
        if (batch.size() > LARGEST_BATCH_RECORDS) {
            throw FirehoseException.validation(
                    "", "records", "Member must have length less than or equal to " + LARGEST_BATCH_RECORDS);
        }
        List<byte[]> records = new ArrayList<>(batch.size());
        long bytes = 0;
        for (JsonNode record : batch) {
            byte[] data = data(record, "records." + (records.size() + 1) + ".member");
            records.add(data);
            bytes += data.length;
        }
        if (bytes > LARGEST_BATCH_BYTES) {
            throw tooLarge();
        }
        return new PutRequest(streamName, records);
    }

    static FirehoseException tooLarge() {
        return FirehoseException.badRequest("InvalidArgumentException", "Records size exceeds 4 MB limit");
    }

    static String streamName(JsonNode request) throws FirehoseException {
        JsonNode name = request.get("DeliveryStreamName");
        if (name == null || name.isNull()) {
            throw mustNotBeNull("deliveryStreamName");
        }
        return name.asText();
    }

    private static byte[] data(JsonNode record, String member) throws FirehoseException {
        if (record == null || record.isNull()) {
            throw mustNotBeNull(member);
        }
        JsonNode data = record.get("Data");
        if (data == null || data.isNull()) {
            throw mustNotBeNull(member + ".data");
        }
        byte[] bytes;
        try {
            bytes = data.binaryValue();
        } catch (IOException e) {
            throw FirehoseException.badRequest("SerializationException", "Data is not valid base64");
        }
        if (bytes == null) {
            throw FirehoseException.badRequest("SerializationException", "Data must be a base64 string");
        }
        if (bytes.length > LARGEST_RECORD_BYTES) {
            throw FirehoseException.validation(
                    "", member + ".data", "Member must have length less than or equal to " + LARGEST_RECORD_BYTES);
        }
        return bytes;
    }

    private static FirehoseException mustNotBeNull(String member) {
        return FirehoseException.validation(" null", member, "Member must not be null");
    }
}
