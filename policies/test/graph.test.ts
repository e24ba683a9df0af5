import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Graph, mentions, plainType } from "../src/graph";
import { resources, unknown } from "./support";

const BUCKET = "aws:s3/bucket:Bucket";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

function refers(block: object, from: Record<string, string>): boolean {
    const [bucket, other, referring] = resources(
        { type: BUCKET, name: "bucket", props: { id: "logs" } },
        { type: BUCKET, name: "other", props: { id: "logs" } },
        { type: BLOCK, name: "block", props: block, from },
    );
    assert.ok(bucket && other && referring);
    return new Graph([bucket, other, referring]).refers(referring, "bucket", bucket);
}

describe("a reference", () => {
    it("comes from the target and says its name", () => assert.equal(refers({ bucket: "logs" }, { bucket: "bucket" }), true));
    it("does not come from another of the same name", () => assert.equal(refers({ bucket: "logs" }, { bucket: "other" }), false));
    it("does not say another name than its source's", () => assert.equal(refers({ bucket: "more" }, { bucket: "bucket" }), false));
    it("is taken at its word when it comes from nothing", () => assert.equal(refers({ bucket: "logs" }, {}), true));
    it("is its source when the value is not known yet", () => assert.equal(refers(unknown("bucket"), { bucket: "bucket" }), true));
    it("cannot be judged when neither is known", () => {
        assert.throws(() => refers(unknown("bucket"), {}), /can't access unknown property bucket/);
    });
});

describe("a name in a text", () => {
    for (const [text, expected] of [
        ["logs", true],
        ["arn:aws:s3:::logs/raw/*", true],
        ["s3://logs/", true],
        ["logs-archive", false],
        ["my-logs", false],
        ["my-logs and logs", true],
    ] as const) {
        it(`${text}: ${expected}`, () => assert.equal(mentions(text, "logs"), expected));
    }
});

it("leaves the V2 of the provider's version 6 out, and no other", () => {
    assert.equal(plainType("aws:s3/bucketV2:BucketV2"), BUCKET);
    assert.equal(plainType("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2"), "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
    assert.equal(plainType("aws:s3/bucketObjectv2:BucketObjectv2"), "aws:s3/bucketObject:BucketObject");
    assert.equal(plainType("aws:apigatewayv2/stage:Stage"), "aws:apigatewayv2/stage:Stage");
    assert.equal(plainType("azure:storage/accountV2:AccountV2"), "azure:storage/accountV2:AccountV2");
});
