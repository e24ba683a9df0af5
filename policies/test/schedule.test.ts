import assert from "node:assert/strict";
import { it } from "node:test";
import { runsPerDay } from "../src/schedule";

for (const [schedule, runs] of [
    ["cron(0 * * * ? *)", 24],
    ["cron(15 0 * * ? *)", 1],
    ["cron(0/5 * * * ? *)", 288],
    ["cron(*/20 6-8 * * ? *)", 9],
    ["cron(0,30 8-19 ? * MON-FRI *)", 24],
    ["cron(10-20/5 0 * * ? *)", 3],
    ["rate(5 minutes)", 288],
    ["rate(1 hour)", 24],
    ["rate(2 days)", 0.5],
    ["", undefined],
    ["every day", undefined],
] as const) {
    it(`${schedule || "nothing"} fires ${runs} times a day`, () => assert.equal(runsPerDay(schedule), runs));
}
