// A desk of its own for a test: a workspace in a temporary folder, the program on a free port, and a
// browser. KUAIBAO names the program; without it the one in target/release is taken. BROWSER=firefox
// takes the system's Firefox instead of its Chromium.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, afterEach, before, beforeEach } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium, firefox } from "playwright-core";

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

/** The programs that run: whatever becomes of a test, none is left behind, and none is waited for. */
const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts the program in a folder; comes back when it has said its address. */
export function desk(root) {
  const child = spawn(program, ["desk", "--no-open", "--port", "0"], {
    cwd: root,
    env: { ...process.env, HOME: root, XDG_STATE_HOME: join(root, ".state") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
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

export const isFirefox = process.env.BROWSER === "firefox";
let browser;

/** A stock Firefox is driven by BiDi, which knows less of what can be pretended. */
function launch() {
  if (isFirefox) {
    const executablePath = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
    return firefox.launch({ channel: "moz-firefox", executablePath });
  }
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: FLAGS });
}

export async function page(options = {}) {
  browser ??= await launch();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "zh-CN",
    ...(isFirefox ? {} : { reducedMotion: "reduce" }),
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

/** Ends what a file of tests has begun: a failed one does not get to its own end. */
export async function close() {
  for (const child of running) child.kill("SIGKILL");
  await browser?.close();
  browser = undefined;
}

export function clean(root) {
  rmSync(root, { recursive: true, force: true });
}

/** Shows a desk's page at one of its addresses, until there is what it shows. */
export async function visit(shown, open, where = "#/issue/2023-43") {
  if (shown.url() === "about:blank") await shown.goto(open.address);
  await shown.goto(`${open.origin}/${where}`);
  await shown.waitForSelector(where.startsWith("#/issue/") ? ".sheet canvas" : "main");
}

/**
 * What a file of tests needs: a workspace, a desk and a page at one of its addresses, once for all tests
 * or anew for each. `open`, `shown` and `root` of what comes back are there while a test runs.
 */
export function stage({ each = false, empty = false, where, prepare, begin } = {}) {
  const now = {};
  (each ? beforeEach : before)(async () => {
    now.root = workspace({ empty });
    prepare?.(now.root);
    now.open = await desk(now.root);
    now.shown = await page();
    if (where !== null) await visit(now.shown, now.open, where);
    await begin?.(now.shown);
  });
  (each ? afterEach : after)(async () => {
    await now.shown?.context().close();
    await now.open?.stop();
    clean(now.root);
  });
  after(close);
  return now;
}

/** The editors of a page's cards. */
export const headline = (shown, index) =>
  shown.locator(".card .field.headline .cm-content").nth(index);
export const body = (shown, index) => shown.locator(".card .field.body .cm-content").nth(index);

/**
 * Tabs until the focus is where it is wanted: a function of the page, or a selector, or words. Back by
 * Shift+Tab to what stands before: behind its last element a page of Firefox gives the focus away.
 */
export async function tabTo(shown, wanted, most = 160) {
  const is =
    typeof wanted === "function"
      ? wanted
      : (wanted) => {
          const now = document.activeElement;
          return /^[#.[]/.test(wanted)
            ? now?.matches(wanted)
            : now?.textContent?.trim() === wanted && now !== document.body;
        };
  const ahead = (wanted) => {
    const now = document.activeElement;
    if (!now || now === document.body) return true;
    const all = /^[#.[]/.test(wanted)
      ? [...document.querySelectorAll(wanted)]
      : [...document.querySelectorAll("a, button")].filter(
          (one) => one.textContent?.trim() === wanted,
        );
    const behind = (one) =>
      (now.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
    return all.length === 0 || all.some(behind);
  };
  for (let step = 0; step < most; step += 1) {
    const forward = wanted instanceof Function || (await shown.evaluate(ahead, wanted));
    await shown.keyboard.press(forward ? "Tab" : "Shift+Tab");
    if (await shown.evaluate(is, wanted instanceof Function ? undefined : wanted)) return;
  }
  throw new Error(`no way by Tab to ${wanted}`);
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

/** Waits until nothing stands between the issue and its printing; says what does, if something does. */
export async function printable(shown) {
  const need = () => shown.textContent(".need");
  await until("it may be printed", async () => (await need()) === "可以付印", 20_000).catch(
    async () => assert.equal(await need(), "可以付印"),
  );
}
