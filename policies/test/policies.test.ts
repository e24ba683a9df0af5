import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { policies } from "../policies";
import { cases as cost } from "./cases/cost";
import { cases as data } from "./cases/data";
import { cases as governance } from "./cases/governance";
import { cases as reliability } from "./cases/reliability";
import { cases as security } from "./cases/security";
import { violations } from "./support";

const AREAS = ["security", "reliability", "cost", "governance", "data"];
const all = [...security, ...reliability, ...cost, ...governance, ...data];

for (const policy of policies) {
    describe(policy.name, () => {
        for (const each of all.filter((one) => one.policy === policy)) {
            it(`${each.kind}: ${each.name}`, () => {
                assert.deepEqual(violations(policy, each.given, each.configuration), each.told);
            });
        }

        it("has a passing, a failing and an edge case", () => {
            const kinds = new Set(all.filter((one) => one.policy === policy).map(({ kind }) => kind));
            assert.deepEqual([...kinds].sort(), ["edge", "failing", "passing"]);
        });

        it("says nothing of resources that it does not know", () => {
            assert.deepEqual(violations(policy, [{ type: "random:index/randomPet:RandomPet", name: "pet" }]), []);
        });

        it("describes itself", () => {
            assert.match(policy.title, /^[A-Z].*[^.]$/);
            assert.match(policy.why, /^[A-Z].*\.$/);
            assert.match(policy.fix, /^[A-Z].*\.$/);
            for (const setting of Object.values(policy.settings)) {
                assert.match(setting.description, /^[A-Z].*[^.]$/);
            }
        });
    });
}

describe("the pack", () => {
    it("holds each policy of src under the name of its path", () => {
        const paths = AREAS.flatMap((area) =>
            // Tests run in the pack's folder.
            readdirSync(join("src", area)).map((file) => `${area}-${file.replace(/\.ts$/, "")}`),
        );
        assert.deepEqual(policies.map(({ name }) => name).sort(), paths.sort());
    });
});
