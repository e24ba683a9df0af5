// The console in a real browser. ConsoleBrowserTest starts it: LOLSCALE is the command as JSON, CHROMIUM the browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { after, before, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { bringUp, browse } from "./platform.mjs";

const command = JSON.parse(process.env.LOLSCALE);
const folder = process.env.LOLSCALE_DIR;
const LONG = 120_000;
const MARKUP = "<img src=x onerror=window.ran=1>";

let platform;
let browser;
let page;
const errors = [];
const outside = [];

const value = (name) => page.locator(`[data-count=${name}]`).first().getAttribute("data-value").then(Number);
const settled = (check, argument) => page.waitForFunction(check, argument, { timeout: LONG });

function objects() {
  const buckets = join(folder, "s3");
  return readdirSync(buckets, { recursive: true })
    .map((name) => join(buckets, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => ({ file, key: relative(buckets, file).replace(/^[^/]+\//, ""), bytes: statSync(file).size }));
}

const rawLines = () =>
  objects()
    .filter(({ key }) => key.startsWith("analytics_raw/"))
    .flatMap(({ file }) => gunzipSync(readFileSync(file)).toString().split("\n"))
    .filter((line) => line.trim() !== "").length;

describe("the console", { timeout: 400_000 }, () => {
  before(async () => {
    platform = await bringUp(command, folder);
    browser = await browse(process.env.CHROMIUM);
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(LONG);
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => request.url().startsWith(platform.console) || request.url().startsWith("data:") || outside.push(request.url()));
    await page.goto(platform.console);
    await page.waitForSelector("[data-count=door]");
  });

  after(async () => {
    await browser?.close();
    await platform?.end();
  });

  it("should count what it sends", async () => {
    await page.click("#send");
    await settled(() => document.querySelector("#send").disabled);
    await settled(() => !document.querySelector("#send").disabled);
    await settled(() => {
      const of = (name) => Number(document.querySelector(`[data-count=${name}]`).dataset.value);
      return of("track") === 1000 && of("stream") + of("rejected") === 1000;
    });
    assert.ok((await value("rejected")) > 0);
  });

  it("should show the numbers of the files on disk", async () => {
    const answer = await fetch(platform.url, {
      method: "POST",
      headers: { "x-api-key": platform.apiKey, "content-type": "application/x-ndjson" },
      body: `${JSON.stringify({ eventId: "markup", event: MARKUP, userId: "u", dateTime: "2026-11-01 12:00:00" })}\n`,
    });
    assert.equal(answer.status, 204);
    await page.click("#workflow");
    await page.waitForSelector("tr.run");
    await settled(() => !document.querySelector("#workflow").disabled);
    await settled((lines) => Number(document.querySelector("[data-count=raw]").dataset.value) === lines, rawLines());
    await settled((rows) => Number(document.querySelector("[data-count=table]").dataset.value) === rows, rawLines());
    assert.equal(await value("job"), rawLines());
    for (const zone of await page.locator("[data-zone]").all()) {
      const prefix = await zone.locator("small").textContent();
      const found = objects().filter(({ key }) => key.startsWith(prefix));
      assert.equal(Number(await zone.getAttribute("data-files")), found.length, prefix);
      assert.equal(Number(await zone.getAttribute("data-bytes")), found.reduce((sum, { bytes }) => sum + bytes, 0), prefix);
    }
  });

  it("should answer SQL from the keyboard, and let the keyboard go on", async () => {
    await page.focus("[aria-label^='SQL;']");
    await page.keyboard.press("Control+Enter");
    const rows = page.locator("#answer tbody tr");
    await rows.first().waitFor();
    assert.equal(await rows.count(), 7);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "run-query");
  });

  it("should show markup in events as text", async () => {
    assert.ok((await page.locator("#answer td").allTextContents()).includes(MARKUP));
    assert.equal(await page.evaluate(() => window.ran), undefined);
  });

  it("should have a table for every chart", async () => {
    await page.locator(".switch button", { hasText: "Chart" }).click();
    const chart = page.locator("#answer figure");
    assert.match(await chart.locator("svg[role=img]").getAttribute("aria-label"), /^Answer: bars of events/);
    await chart.locator("summary").click();
    assert.equal(await chart.locator("tbody tr").count(), 7);
    await page.locator(".charts figure").first().waitFor();
    for (const figure of await page.locator("figure").all()) {
      assert.equal(await figure.locator("table").count(), 1);
    }
  });

  it("should say why there is no answer", async () => {
    await page.focus("[aria-label^='SQL;']");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("SELECT * FROM read_text('/etc/passwd')");
    await page.keyboard.press("Control+Enter");
    await page.locator("#sql [role=alert]").waitFor();
    assert.match(await page.locator("#sql [role=alert]").textContent(), /^line 1:24: mismatched input/);
    // Chromium itself tells of every answer that is no success.
    assert.deepEqual(errors.splice(0).filter((error) => !error.includes("422")), []);
  });

  it("should name every control, and give every section a heading", async () => {
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll("button, a, input, select, summary")].filter((each) => !(each.getAttribute("aria-label") ?? each.textContent + (each.labels?.[0]?.textContent ?? "")).trim()).map((each) => each.outerHTML));
    assert.deepEqual(nameless, []);
    assert.deepEqual(await page.locator("h2").allTextContents(), ["Pipeline", "Lake", "Saved queries", "SQL", "Stack"]);
  });

  for (const [width, scheme] of [[1440, "dark"], [1024, "light"], [390, "dark"], [390, "light"]]) {
    it(`should fit ${width} pixels, ${scheme}`, async () => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 844 });
      await settled((most) => document.documentElement.scrollWidth <= most, width);
    });
  }

  it("should be kept by a report, which needs nothing else", async () => {
    const file = join(folder, "report.html");
    const [program, ...first] = command;
    execFileSync(program, [...first, "report", "--dir", folder, "--out", file], { stdio: "pipe" });
    const report = await browser.newPage();
    const faults = [];
    report.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    report.on("pageerror", (error) => faults.push(error.message));
    report.on("request", (request) => request.url() === `file://${file}` || faults.push(request.url()));
    await report.goto(`file://${file}`);
    await report.locator(".charts svg").first().waitFor();
    assert.equal(Number(await report.locator("[data-count=table]").getAttribute("data-value")), await value("table"));
    assert.deepEqual(faults, []);
    await report.close();
  });

  it("should go on after a restart", async () => {
    assert.deepEqual(errors, []);
    await page.setViewportSize({ width: 1440, height: 900 });
    const rows = await value("table");
    const port = new URL(platform.console).port;
    await platform.end();
    await page.locator(".link-state", { hasText: "Reconnecting" }).waitFor();
    platform = await bringUp(command, folder, port);
    await page.locator(".link-state.on").waitFor();
    await settled((before) => Number(document.querySelector("[data-count=table]").dataset.value) === before, rows);
    // While it was away there was nobody to connect to.
    assert.deepEqual(errors.splice(0).filter((error) => !error.includes("ERR_CONNECTION_REFUSED") && !error.includes("ERR_INCOMPLETE_CHUNKED_ENCODING")), []);
  });

  it("should have asked nobody else", () => {
    assert.deepEqual(outside, []);
    assert.deepEqual(errors, []);
  });
});
