// How much of JavaScript the page loads, compressed: at most 350 KB.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const bytes = gzipSync(readFileSync(new URL("../dist/assets/desk.js", import.meta.url)), {
  level: 9,
}).length;
process.stdout.write(`desk.js: ${Math.ceil(bytes / 1024)} KB compressed\n`);
if (bytes > 350 * 1024) process.exitCode = 1;
