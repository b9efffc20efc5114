// Who else is at the machine: pages of other origins in the same browser, another tab, another browser
// window with the same draft.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { headline, page, settled, stage, until, visit } from "./help.mjs";

const FILE = "drafts/2023-43.toml";
const at = stage({ each: true });

test("a page of another origin in the same browser reads and changes nothing", async () => {
  const { open, shown } = at;
  const before = open.file(FILE);
  const server = createServer((_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end("<!doctype html><title>别处</title><p>别处");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    // With the cookie of the desk in its jar.
    const foreign = await shown.context().newPage();
    await foreign.goto(`http://127.0.0.1:${server.address().port}/`);
    const came = await foreign.evaluate(async (desk) => {
      const attempt = async (work) => {
        try {
          return await work();
        } catch {
          return "refused";
        }
      };
      const edit = JSON.stringify({ do: "fix-all" });
      const send = (more) =>
        attempt(async () => {
          const answer = await fetch(`${desk}/api/issue/2023-43`, {
            method: "POST",
            body: edit,
            credentials: "include",
            ...more,
          });
          return answer.type === "opaque" ? "sent blindly" : answer.text();
        });
      const picture = () =>
        new Promise((done) => {
          const image = new Image();
          image.onload = () => done("shown");
          image.onerror = () => done("refused");
          image.src = `${desk}/assets/icon.svg`;
        });
      const stream = () =>
        new Promise((done) => {
          const events = new EventSource(`${desk}/api/issue/2023-43/events`, {
            withCredentials: true,
          });
          events.onmessage = () => done("heard");
          events.addEventListener("pages", () => done("heard"));
          events.onerror = () => done("refused");
        });
      const frame = () =>
        new Promise((done) => {
          const frame = document.createElement("iframe");
          frame.onload = () => {
            let text = "refused";
            try {
              text = frame.contentDocument?.body?.textContent || "refused";
            } catch {
              text = "refused";
            }
            done(text);
          };
          frame.src = `${desk}/api/office`;
          document.body.append(frame);
        });
      return {
        read: await attempt(async () =>
          (await fetch(`${desk}/api/office`, { credentials: "include" })).text(),
        ),
        plain: await send({ headers: { "content-type": "text/plain" } }),
        json: await send({ headers: { "content-type": "application/json" } }),
        blind: await send({ mode: "no-cors" }),
        picture: await picture(),
        stream: await stream(),
        frame: await frame(),
      };
    }, open.origin);
    const { blind, ...rest } = came;
    for (const [way, what] of Object.entries(rest)) assert.equal(what, "refused", way);
    assert.ok(["refused", "sent blindly"].includes(blind));
    // A form, which no policy of the browser keeps from being sent.
    await foreign.setContent(
      `<form method="post" enctype="text/plain" action="${open.origin}/api/issue/2023-43"><input name='{"do":"fix-all","x":"' value='"}'><button>发</button></form>`,
    );
    await foreign.click("button");
    await until("an answer", async () => foreign.url().startsWith(open.origin));
    assert.match(await foreign.textContent("body"), /foreign origin|foreign site|no token/);
    await foreign.close();
  } finally {
    server.close();
  }
  await settled(shown);
  assert.equal(open.file(FILE), before);
});

test("two windows at one draft: both see what either types, item by item", async () => {
  const { open, shown } = at;
  const other = await page();
  await visit(other, open);
  await headline(shown, 0).click();
  await shown.keyboard.press("End");
  await headline(other, 1).click();
  await other.keyboard.press("End");
  for (const key of "甲乙丙") {
    await shown.keyboard.insertText(key);
    await other.keyboard.insertText(key);
  }
  await until("both in the file", () => {
    const text = open.file(FILE);
    return text.includes('提质增效甲乙丙"') && /梦甲乙丙"/.test(text);
  });
  await until("each sees the other's", async () => {
    const here = await headline(shown, 1).textContent();
    const there = await headline(other, 0).textContent();
    return here.endsWith("甲乙丙") && there.endsWith("甲乙丙");
  });
  assert.deepEqual([...shown.wrong, ...other.wrong], []);
  await other.context().close();
});

test("a window opened without the token gets nothing", async () => {
  const { open } = at;
  const stranger = await page();
  const answer = await stranger.goto(`${open.origin}/`);
  assert.equal(answer.status(), 403);
  await stranger.context().close();
});
