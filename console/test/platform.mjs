// A platform that is up, and a Chromium to look at it with.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

/** Starts `up` and waits for the line that says where it is. */
export async function bringUp(command, folder, consolePort = 0) {
  const [program, ...first] = command;
  const process = spawn(program, [...first, "up", "--json", "--port", "0", "--console-port", String(consolePort), "--dir", folder], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: process.stdout }), "line");
  return {
    ...JSON.parse(line),
    async end() {
      const ended = once(process, "exit");
      process.kill("SIGTERM");
      await ended;
    },
  };
}

/** Chromium without a window. As root, as in many containers, it has no sandbox. */
export const browse = (executablePath) =>
  chromium.launch({ executablePath, args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
