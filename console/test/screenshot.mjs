// Makes docs/console.png: a platform of its own, some events, and a picture while more are on their way.
import { statSync } from "node:fs";
import { bringUp, browse } from "./platform.mjs";

const [root, folder, chromium, file] = process.argv.slice(2);
const platform = await bringUp([`${root}/lolscale`], folder);
const browser = await browse(chromium);
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1290 } });
  page.setDefaultTimeout(120_000);
  await page.goto(platform.console);
  await page.waitForSelector("[data-count=door]");
  const send = async (events) => {
    await page.selectOption("[aria-label^='How many']", String(events));
    await page.click("#send");
    await page.waitForFunction(() => document.querySelector("#send").disabled);
    await page.waitForFunction(() => !document.querySelector("#send").disabled);
  };
  await send(10_000);
  await send(100_000);
  await page.click("#workflow");
  await page.waitForSelector("tr.run");
  await page.waitForFunction(() => !document.querySelector("#workflow").disabled);
  await page.locator(".charts svg").first().waitFor();
  await page.selectOption("[aria-label^='How many']", "100000");
  await page.click("#send");
  await page.waitForSelector(".is-stream .busy");
  await page.screenshot({ path: file });
  console.log(`${file}: ${statSync(file).size} bytes`);
} finally {
  await browser.close();
  await platform.end();
}
