// Unpacks Chromium 109, the last that runs on Windows 7, from the package that brings it, and says where
// it is: CHROMIUM=$(node e2e/chromium-109.mjs) npm run e2e

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const VERSION = "109.0.6";
const folder = join(tmpdir(), `chromium-${VERSION}`);
const program = join(folder, "chromium");

if (!existsSync(program)) {
  mkdirSync(folder, { recursive: true });
  const npm = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts"];
  execFileSync("npm", [...npm, `@sparticuz/chromium@${VERSION}`], {
    stdio: ["ignore", 2, 2],
  });
  const packed = (name) =>
    brotliDecompressSync(readFileSync(join(folder, "node_modules/@sparticuz/chromium/bin", name)));
  const drawing = join(folder, "drawing.tar");
  writeFileSync(drawing, packed("swiftshader.tar.br"));
  execFileSync("tar", ["xf", drawing, "-C", folder]);
  writeFileSync(program, packed("chromium.br"), { mode: 0o755 });
}
process.stdout.write(`${program}\n`);
