// Puts the page together: one file, in which everything is embedded, and which may load nothing.
//
//   node src/web/assemble.mjs PROGRAM PAGE.html STYLE.css PAGE.js WORKER.js    PROGRAM.js and PROGRAM.wasm; writes to standard output
//
// The program is packed, for a page of letters takes a third more than its bytes. Style and script are allowed by their
// hashes; a worker is made of scripts that stand in the page.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [program, page, style, script, worker] = process.argv.slice(2);
const read = (path) => readFileSync(path, "utf8");
const hash = (text) => "'sha256-" + createHash("sha256").update(text, "utf8").digest("base64") + "'";
const parts = {
  STYLE: read(style),
  GLUE: read(program + ".js"),
  WORKER: read(worker),
  SCRIPT: read(script),
  PROGRAM: gzipSync(readFileSync(program + ".wasm"), { level: 9 }).toString("base64"),
};
parts.POLICY = [
  "default-src 'none'",
  "script-src " + hash(parts.GLUE) + " " + hash(parts.SCRIPT) + " 'wasm-unsafe-eval'",
  "style-src " + hash(parts.STYLE),
  "worker-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
process.stdout.write(read(page).replace(/\{\{([A-Z]+)\}\}/g, (_, name) => parts[name]));
