import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rates } from "../src/live.js";
import { shapeOf } from "../src/shape.js";

const answer = (columns, types, ...rows) => ({ columns, types, rows });

describe("the shape of an answer", () => {
  it("should be bars for names, as they come", () => {
    const shape = shapeOf(answer(["event", "events"], ["varchar", "bigint"], ["VIEW", 3], ["LOGIN", 2]));
    assert.equal(shape.kind, "bars");
    assert.deepEqual(shape.labels, ["VIEW", "LOGIN"]);
    assert.deepEqual(shape.series, [{ name: "events", values: [3, 2] }]);
  });

  it("should put year, month and day together", () => {
    const shape = shapeOf(answer(["year", "month", "day", "users"], ["varchar", "varchar", "varchar", "bigint"], ["2026", "11", "24", 1], ["2026", "11", "23", 2]));
    assert.equal(shape.kind, "time");
    assert.deepEqual(shape.labels, ["2026-11-23", "2026-11-24"]);
    assert.deepEqual(shape.series[0].values, [2, 1]);
  });

  it("should stack by a second name, the largest first, and fill what is missing with nothing", () => {
    const shape = shapeOf(answer(["day", "event", "events"], ["date", "varchar", "bigint"], ["2026-11-23", "A", 1], ["2026-11-23", "B", 5], ["2026-11-24", "B", 4]));
    assert.equal(shape.by, "event");
    assert.deepEqual(shape.series, [{ name: "B", values: [5, 4] }, { name: "A", values: [1, 0] }]);
  });

  it("should not count what says when", () => {
    const shape = shapeOf(answer(["days_late", "events"], ["bigint", "bigint"], [1, 10], [2, 20]));
    assert.deepEqual(shape.measures, ["events"]);
    assert.deepEqual(shape.labels, ["1", "2"]);
  });

  it("should be a number for one row of numbers, and nothing without any", () => {
    assert.equal(shapeOf(answer(["users"], ["bigint"], [42])).kind, "number");
    assert.equal(shapeOf(answer(["event"], ["varchar"], ["A"])), null);
    assert.equal(shapeOf(answer(["users"], ["bigint"])), null);
  });
});

describe("rates", () => {
  const at = (seconds, requests) => ({ at: seconds * 1000, requests, lines: 0, accepted: 0, rejected: 0, raw: 0, rows: 0 });

  it("should be over the last five seconds", () => {
    assert.equal(rates([at(0, 0), at(10, 100), at(12, 140), at(15, 200)]).requests, 20);
  });

  it("should be nothing of a single sample", () => {
    assert.equal(rates([at(0, 7)]).requests, 0);
    assert.equal(rates([]).requests, 0);
  });
});
