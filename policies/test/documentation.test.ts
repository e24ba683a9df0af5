import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { policies } from "../policies";
import { documentation } from "../src/documentation";

it("docs/policies.md says what the policies say; npm run docs makes it anew", () => {
    assert.equal(readFileSync("../docs/policies.md", "utf8"), documentation(policies));
});
