// A desk of its own for a test: a workspace in a temporary folder, the program on a free port, and a
// browser. KUAIBAO names the program; without it the one in target/release is taken.

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.KUAIBAO ?? join(repository, "target/release/kuaibao");
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function workspace({ empty = false } = {}) {
  const root = mkdtempSync(join(tmpdir(), "desk-"));
  if (!empty) {
    for (const name of ["bulletin.toml", "units.toml", "drafts"]) {
      cpSync(join(repository, name), join(root, name), { recursive: true });
    }
  }
  return root;
}

/** Starts the program in a folder; comes back when it has said its address. */
export function desk(root) {
  const child = spawn(program, ["desk", "--no-open", "--port", "0"], {
    cwd: root,
    env: { ...process.env, HOME: root, XDG_STATE_HOME: join(root, ".state") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const started = performance.now();
  return new Promise((done, fail) => {
    let said = "";
    const hear = (data) => {
      said += data;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\?t=[0-9a-f]+/.exec(said)?.[0];
      if (!address) return;
      const port = Number(new URL(address).port);
      done({
        root,
        address,
        port,
        origin: `http://127.0.0.1:${port}`,
        child,
        started,
        stop: (signal = "SIGTERM") =>
          new Promise((ended) => {
            if (child.exitCode !== null || child.signalCode !== null) ended();
            child.once("exit", ended);
            child.kill(signal);
          }),
        file: (name) => readFileSync(join(root, name), "utf8"),
        write: (name, text) => writeFileSync(join(root, name), text),
        has: (name) => existsSync(join(root, name)),
      });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => fail(new Error(`ended with ${code}: ${said}`)));
  });
}

let browser;

export async function page(options = {}) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    locale: "zh-CN",
    ...options,
  });
  const opened = await context.newPage();
  const wrong = [];
  opened.on("pageerror", (error) => wrong.push(String(error)));
  opened.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrong.push(message.text());
  });
  opened.wrong = wrong;
  // The page's files as they are on the disk, while one works on them.
  if (process.env.DESK_DIST) {
    const dist = (name) => readFileSync(join(repository, "desk/dist/assets", name), "utf8");
    await opened.route("**/assets/desk.js", (route) =>
      route.fulfill({ body: dist("desk.js"), contentType: "text/javascript" }),
    );
    await opened.route("**/assets/desk.css", (route) =>
      route.fulfill({ body: dist("desk.css"), contentType: "text/css" }),
    );
  }
  return opened;
}

export async function close() {
  await browser?.close();
  browser = undefined;
}

export function clean(root) {
  rmSync(root, { recursive: true, force: true });
}

/** Waits until something is so. */
export async function until(what, ask, patience = 10_000) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((next) => setTimeout(next, 25));
  }
}

/** Waits until all is saved, and the pages are those of what is shown. */
export async function settled(opened) {
  await opened.waitForFunction(() => document.querySelector(".saved")?.textContent === "已存");
}
