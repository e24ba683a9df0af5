// Prints, as Markdown, how the bill of a stack changes: node bill-difference.mjs BEFORE.json AFTER.json, each what
// `./lolscale cost --json` printed.
import { readFileSync } from "node:fs";

const [before, after] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const dollars = (usd) => `$${usd.toFixed(2)}`;
const change = (usd) => (usd < 0 ? "-" : "+") + dollars(Math.abs(usd));

const usdByItem = (bill) => {
    const sums = new Map();
    for (const { service, item, usd } of bill.items) {
        const name = `${service}: ${item}`;
        sums.set(name, (sums.get(name) ?? 0) + usd);
    }
    return sums;
};
const was = usdByItem(before);
const is = usdByItem(after);
const rows = [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({ name, was: was.get(name) ?? 0, is: is.get(name) ?? 0 }))
    .filter((row) => Math.abs(row.is - row.was) >= 0.005)
    .sort((a, b) => Math.abs(b.is - b.was) - Math.abs(a.is - a.was));

console.log(
    `A month of **${after.stack ?? "the stack"}** would cost **${dollars(after.totalUsd)}**, ` +
        `${change(after.totalUsd - before.totalUsd)} to before.`,
);
if (rows.length > 0) {
    console.log("\n| item | before | after | change |\n| --- | ---: | ---: | ---: |");
    for (const row of rows) {
        console.log(`| ${row.name} | ${dollars(row.was)} | ${dollars(row.is)} | ${change(row.is - row.was)} |`);
    }
}
if (after.unpriced.length > 0) {
    console.log(`\nUnpriced: ${after.unpriced.map((one) => `${one.resource} (${one.reason})`).join(", ")}`);
}
