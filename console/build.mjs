// Bundles the page into dist/: app.js and app.css for the console, report.js and report.css for ./lolscale report.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const dist = join(folder, "dist");
await mkdir(dist, { recursive: true });
await copyFile(join(folder, "index.html"), join(dist, "index.html"));
await build({
  absWorkingDir: folder,
  entryPoints: { report: "src/report.jsx", app: "src/app.jsx" },
  outdir: dist,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  logLevel: "warning",
});
