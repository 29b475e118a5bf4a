// The page that `make web` makes, in a browser: node program.mjs PAGE FOLDER. CHROMIUM and MAKEITSO are programs.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import puppeteer from "puppeteer-core";

const [path, folder] = process.argv.slice(2).map((it) => resolve(it));
const address = "file://" + path, program = resolve(process.env.MAKEITSO);
const html = readFileSync(path, "utf8");
const GZIP_MAX = 1 << 20, FRAME_MS = 500, KEY_MS = 50, TRIES = 5;
const ARTICLE = "https://naildrivin5.com/blog/2023/12/20/picard-sidekiq-tip--split-up-independant-operations.html";
const NAMES_OF_FORMATS = ["http://www.w3.org/2000/svg", "http://json-schema.org/draft-07/schema#"]; // none is fetched

// A scenario whose crash map takes a while: many runs of many events.
const BOTS = [..."ABCDEFGHIJ"];
const LARGE = ["version: 1", "title: Large", "bots: [" + BOTS.map((it) => `{name: ${it}, post: p}`).join(", ") + "]",
  "jobs: [{name: J, steps: [" + BOTS.map((it) => `{post: ${it}}`).join(", ") + "], retry: {limit: 3, wait: 1m}}]",
  "schedule: [{enqueue: J, every: 24h, times: 30}]", ""].join("\n");

let failed = 0;
async function test(name, body) {
  try {
    const said = await body();
    console.log("ok " + name + (said ? ": " + said : ""));
  } catch (error) {
    failed = 1;
    console.log("not ok " + name + "\n    " + String(error.stack || error).split("\n").slice(0, 12).join("\n    "));
  }
}

const native = (args, options = {}) =>
  spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, COLUMNS: "76", LANG: "C.UTF-8", LC_ALL: "C.UTF-8" }, ...options });

const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, headless: true, args: ["--no-sandbox"] });
const strays = [], troubles = [];

async function open(hash = "", viewport = { width: 1280, height: 800 }) {
  const page = await browser.newPage();
  page.on("request", (it) => /^(file:|blob:|data:)/.test(it.url()) || strays.push(it.url()));
  page.on("console", (it) => it.type() === "error" && troubles.push(it.text()));
  page.on("pageerror", (it) => troubles.push(String(it)));
  await page.setViewport(viewport);
  await page.goto(address + hash);
  await page.waitForFunction(() => window.makeitso_page, { timeout: 60000 });
  return page;
}

const shown = (page) => page.evaluate(() => [...document.querySelectorAll("#screen div")].map((row) => row.textContent.trimEnd()).join("\n"));
const heard = (page) => page.evaluate(() => document.querySelector("#heard").textContent);
const idle = (page) => page.waitForFunction(() => document.querySelector("#screen").getAttribute("aria-busy") === "false", { timeout: 60000 });
async function press(page, ...keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await idle(page);
  }
}
const run = (page, args, files = {}) => page.evaluate((a, f) => window.makeitso_page.run(a, f), args, files);

// Goes to the end of the run; questions on the way are skipped.
async function toEnd(page) {
  await press(page, "Enter");
  for (let i = 0; i < 6; i++) {
    await press(page, "G");
    if ((await shown(page)).includes("the question")) await press(page, "Escape");
  }
}

// A file of the reader's own, as the file pane opens it.
async function choose(page, name, text) {
  writeFileSync(join(folder, name), text);
  if (await page.$eval("#file", (it) => it.hidden)) await page.click("#toggle-file");
  await (await page.$("#chosen")).uploadFile(join(folder, name));
}
const showsText = (page, text) => page.waitForFunction((it) => document.querySelector("#screen").textContent.includes(it), { timeout: 60000 }, text);

await test("is_small", () => {
  const size = gzipSync(html, { level: 9 }).length;
  assert.ok(size <= GZIP_MAX, size + " bytes");
  return `${html.length} bytes, ${size} gzipped`;
});

await test("names_no_address_but_the_article", () => {
  const packed = html.match(/<script type="text\/plain" id="program">([^<]*)</)[1];
  const bytes = gunzipSync(Buffer.from(packed, "base64")).toString("latin1");
  const found = (text) => [...text.matchAll(/\b(?:https?|wss?):\/\/[^\s"'<>()\\\0]+/g)].map((it) => it[0]);
  assert.deepEqual([...new Set(found(html))], [ARTICLE]);
  assert.deepEqual([...new Set(found(bytes))].filter((it) => it !== ARTICLE && !NAMES_OF_FORMATS.includes(it)), []);
});

await test("shows_its_first_frame_in_time", async () => {
  const times = [];
  for (let i = 0; i < TRIES; i++) {
    const page = await open();
    times.push(await page.evaluate(() => Math.round(window.makeitso_page.opened)));
    await page.close();
  }
  assert.ok(Math.min(...times) <= FRAME_MS, times.join(" ") + " ms");
  return times.join(" ") + " ms";
});

await test("opens_on_the_list_of_scenarios", async () => {
  const page = await open(), screen = await shown(page);
  for (const { scenario } of JSON.parse(native(["list", "--format", "json"]).stdout)) assert.ok(screen.includes(scenario), scenario);
  await page.close();
});

await test("prints_what_the_program_prints", async () => {
  const page = await open(), names = JSON.parse(native(["list", "--format", "json"]).stdout).map((it) => it.scenario);
  const commands = names.map((name) => ["run", name, "--format", "json"]);
  commands.push(["sweep", "three-days", "--runs", "2000", "--format", "json"], ["explore", "sequential", "--format", "json"],
    ["why", "sequential", "Riker"], ["compare", "sequential", "fan-out"], ["draw", "fan-out"], ["class", "--format", "json"]);
  for (const args of commands) {
    const wanted = native(args), got = await run(page, args);
    assert.equal(got.out, wanted.stdout, args.join(" "));
    assert.equal(got.status, wanted.status, args.join(" "));
  }
  await page.close();
  return `${names.length} scenarios, ${commands.length} commands`;
});

await test("tells_mistakes_as_the_program_does", async () => {
  const page = await open();
  const wrong = "title: Wrong\nbots: [{name: A, post: p, gaurd: none}]\njobs: [{name: J, steps: [{post: B}]}]\nschedule: [{enqueue: J}]\n";
  writeFileSync(join(folder, "scenario.yaml"), wrong);
  const wanted = native(["check", "scenario.yaml"], { cwd: folder });
  assert.equal(wanted.status, 2);
  await page.click("#toggle-file");
  await page.type("#yaml", wrong);
  await page.waitForFunction(() => document.querySelector("#verdict").textContent.includes("gaurd"), { timeout: 60000 });
  assert.equal(await page.$eval("#verdict", (it) => it.textContent), wanted.stderr + wanted.stdout);
  await page.close();
});

await test("a_key_is_answered_in_time", async () => {
  const page = await open();
  await toEnd(page);
  const times = await page.evaluate(async () => {
    const screen = document.querySelector("#screen"), all = [];
    for (const key of ["g", "ArrowRight", "n", "ArrowRight", "ArrowDown", "w", "Escape", "i", "Escape", "d", "Escape", "?", "Escape", "g", "n", "n", "N"]) {
      const before = performance.now();
      screen.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      void screen.offsetHeight;
      all.push(performance.now() - before);
      await new Promise((done) => setTimeout(done, 120));
    }
    return all.sort((a, b) => a - b);
  });
  const median = times[times.length >> 1];
  assert.ok(median <= KEY_MS, times.map(Math.round).join(" ") + " ms");
  await page.close();
  return `median ${median.toFixed(1)} ms, longest ${times.at(-1).toFixed(1)} ms`;
});

await test("is_opened_by_a_run_code", async () => {
  const page = await open();
  await press(page, "Enter", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
  const code = await page.evaluate(() => location.hash), there = await shown(page);
  assert.match(code, /^#PICARD-/);
  await page.close();
  const other = await open(code);
  assert.equal(await shown(other), there);
  await other.evaluate((it) => (location.hash = it), code.slice(0, -1) + (code.endsWith("2") ? "3" : "2"));
  await other.waitForFunction(() => document.querySelector("#heard").textContent.includes("mistyped"), { timeout: 60000 });
  await other.close();
});

await test("breaks_changes_explains", async () => {
  const page = await open();
  await toEnd(page);
  // t opens no view where there is one future alone: the Escape behind it leaves the run.
  const words = { w: /why/i, m: /crash map|every way/i, c: /guard/, d: /started over after 60 s/, "?": /keys/, t: /One future so far/ };
  for (const [key, wanted] of Object.entries(words)) {
    const before = await shown(page);
    await press(page, key);
    assert.match(await shown(page), wanted, key);
    assert.notEqual(await shown(page), before, key);
    await press(page, "Escape");
  }
  await page.close();
});

await test("work_in_the_background_is_left_by_esc_and_comes_to_its_end", async () => {
  const page = await open();
  await choose(page, "large.yaml", LARGE);
  await showsText(page, "Large");
  await idle(page);
  await page.focus("#screen");
  await page.keyboard.press("m");
  await page.waitForFunction(() => document.querySelector("#screen").getAttribute("aria-busy") === "true", { timeout: 20000 });
  await page.keyboard.press("Escape");
  await idle(page);
  await press(page, "m");
  const wanted = native(["explore", join(folder, "large.yaml"), "--faults", "1"]).stdout.match(/of all ([\d,]+) runs/)[1];
  assert.ok((await shown(page)).includes(wanted), wanted + "\n" + (await shown(page)));
  await page.close();
});

await test("a_saved_file_is_downloaded", async () => {
  const page = await open(), session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await press(page, "Enter", "ArrowRight", "s", "Enter");
  for (let i = 0; i < 100 && !readdirSync(folder).some((it) => it.startsWith("sequential")); i++) await wait(50);
  const name = readdirSync(folder).find((it) => it.startsWith("sequential") && it.endsWith(".yaml"));
  assert.ok(name, readdirSync(folder).join(" ") + (await shown(page)));
  assert.equal(native(["check", join(folder, name)]).status, 0);
  await page.close();
});

await test("what_a_page_cannot_do_it_says", async () => {
  const page = await open();
  const refused = [[["draw", "sequential", "-o", "x.png"], /rsvg-convert/], [["draw", "sequential", "-o", "x.pdf"], /rsvg-convert/],
    [["console"], /on a computer/]];
  for (const [args, sentence] of refused) {
    const { status, err } = await run(page, args);
    assert.equal(status, 3, args.join(" "));
    assert.match(err, sentence);
  }
  await page.close();
});

await test("gives_a_lesson", async () => {
  const page = await open();
  const [{ name, title }] = JSON.parse(native(["class", "--format", "json"]).stdout);
  await page.waitForFunction((it) => document.querySelector(`#lessons option[value="${it}"]`), { timeout: 20000 }, name);
  await page.select("#lessons", name);
  await showsText(page, "PgDn");
  await page.close();
  return title;
});

await test("mouse_finger_and_focus", async () => {
  const page = await open("", { width: 360, height: 740, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  const columns = await page.evaluate(() => document.querySelector("#screen div").textContent.length);
  assert.ok(columns >= 40, columns + " columns");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "wider than the phone");
  await page.tap('#keys [data-key="Enter"]');
  await idle(page);
  await page.waitForFunction(() => /sequential/.test(document.querySelector("#screen div").textContent), { timeout: 20000 });
  await page.focus("#screen");
  await page.keyboard.press("F6");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "screen");
  await page.close();
});

await test("each_step_is_told_in_words_and_none_while_it_plays", async () => {
  const page = await open();
  await press(page, "Enter", "n");
  assert.match(await heard(page), /Picard|Riker|Worf/);
  await page.close();
});

for (const colors of ["dark", "light"])
  await test("is_accessible_where_it_is_" + colors, async () => {
    const page = await open();
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: colors }]);
    await page.click("#toggle-file");
    await page.click("#toggle-words");
    await page.setBypassCSP(true);
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const { violations } = await page.evaluate(() => axe.run(document, { exclude: [] }));
    assert.deepEqual(violations.map((it) => it.id + ": " + it.nodes.map((node) => node.html.slice(0, 90)).slice(0, 3).join(" | ")), []);
    await page.close();
  });

await test("asks_nobody_for_anything", () => {
  assert.deepEqual(strays, []);
  assert.deepEqual(troubles, []);
});

await browser.close();
process.exit(failed);
