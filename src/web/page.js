// The page around the program: shows the picture that its painters made, hands it keys and the mouse, files and the address.
// Nothing is computed here. Each thing that is opened runs in an instance of its own (web/host.h).
"use strict";
(async () => {
  const $ = (id) => document.getElementById(id);
  const INPUT = { nothing: 0, key: 1, mouse: 2, resize: 3 };
  const MOUSE = { left: 1, release: 2, moved: 3, right: 5, up: 6, down: 7 };
  const TEXT = { error: 0, copied: 1, heard: 2, code: 3, left: 4, name: 5 };
  const INLINE_MS = 12, TOLD_MS = 100, AHEAD_MS = 1000, CHECK_MS = 250;
  const OWN = "scenario.yaml";
  const screen = $("screen");

  /* --- The program. */

  const letters = atob($("program").textContent), packed = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
  const unpacked = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
  const module = await WebAssembly.compile(await unpacked.arrayBuffer());
  const workerCode = URL.createObjectURL(new Blob([$("glue").textContent, "\n", $("worker").textContent], { type: "text/javascript" }));

  let said = [];
  const instance = () =>
    makeitso({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(module, imports).then((it) => done(it, module));
        return {};
      },
      print: (line) => said.push(line),
      printErr: (line) => said.push(line),
      preRun: [(it) => Object.assign(it.ENV, { COLUMNS: "76", LANG: "C.UTF-8" })],
    });

  // A worker that has the program; another one is made ready, so that the next need not wait for it.
  let spare = null;
  function hire() {
    const worker = spare || new Worker(workerCode);
    if (!spare) worker.postMessage({ module });
    spare = new Worker(workerCode);
    spare.postMessage({ module });
    return worker;
  }

  // A command in a worker; what it prints, what it says, its exit status. `hold` keeps the worker, to be ended.
  function run(args, files = {}, hold = {}) {
    const worker = (hold.worker = hire());
    return new Promise((done, failed) => {
      worker.onmessage = ({ data }) => (worker.terminate(), data.failed ? failed(new Error(data.failed)) : done(data));
      worker.onerror = (event) => (worker.terminate(), failed(new Error(event.message)));
      worker.postMessage({ args, files });
    });
  }

  /* --- What is open: the instance, its host, the work in a worker. */

  let now = null; // { it, host, fork, names }
  const dark = matchMedia("(prefers-color-scheme: light)");
  const scheme = () => (dark.matches ? 1 : 0);
  const text = (which) => now.it.UTF8ToString(now.it._host_text(now.host, which));

  const named = new Map();
  function keyCode(name) {
    if (!named.has(name)) {
      const at = now.it._malloc(64);
      now.it.stringToUTF8(name, at, 64);
      named.set(name, now.it._host_key(at));
    }
    return named.get(name);
  }

  // False, and what the program says, where it opens nothing.
  async function open(args, files = {}) {
    said = [];
    const it = await instance();
    for (const name of Object.keys(files)) it.FS.writeFile(name, files[name]);
    it.callMain(args.length ? [...args, "--theme", scheme() ? "light" : "dark"] : []);
    if (!it.host) return false;
    endFork();
    now = { it, host: it.host, fork: null, names: new Set(it.FS.readdir(".")), scheme: -1, isOwn: OWN in files };
    if (!args.length) it._host_set_scheme(it.host, scheme());
    painted = [];
    turn(INPUT.resize);
    return true;
  }

  /* --- Turns. */

  let timer = 0, size = { columns: 80, rows: 24 };

  function step(kind, key, button, column, row, at) {
    return now.it._host_step(now.host, kind, key, button, column, row, at, size.columns, size.rows);
  }

  function endFork() {
    if (now && now.fork) now.fork.worker.terminate();
    if (now) now.fork = null;
  }

  // Runs what takes long: at once where it is short, else in a worker, from the memory as it was before.
  function settle() {
    const { it, host } = now;
    if (now.fork && (it.tasks !== now.fork.tasks || !it._host_has_task(host))) endFork();
    while (!now.fork && it._host_has_task(host)) {
      const before = it.HEAPU8.slice(), stack = it.stackSave();
      if (it._host_run(host, INLINE_MS)) {
        if (step(INPUT.nothing, 0, 0, 0, 0, performance.now()) !== 0) return;
        continue;
      }
      it.HEAPU8.set(before);
      fork(before, stack);
    }
  }

  function fork(before, stack) {
    const worker = hire(), mine = { worker, tasks: now.it.tasks, inputs: [], ahead: [], began: performance.now() };
    now.fork = mine;
    worker.onmessage = ({ data }) => {
      if (!now || now.fork !== mine) return;
      if (data.memory) adopt(mine, data.memory);
      else if (data.failed) worker.onerror({ message: data.failed });
      else now.it._host_note(now.host, data.done);
    };
    worker.onerror = (event) => fail("The work in the background failed: " + event.message);
    worker.postMessage({ memory: before.buffer, stack, host: now.host }, [before.buffer]);
  }

  // The worker's memory takes the place of ours, and what was answered here meanwhile is answered once more.
  function adopt(mine, memory) {
    const { it } = now;
    now.fork = null;
    mine.worker.terminate();
    if (it.HEAPU8.length < memory.byteLength) it._host_reserve(memory.byteLength);
    it.HEAPU8.set(new Uint8Array(memory));
    it.HEAPU8.fill(0, memory.byteLength);
    for (const input of mine.inputs) step(...input);
    turn(INPUT.nothing);
    for (const key of mine.ahead) turn(INPUT.key, key);
  }

  // A key leaves a long answer, as it does on a terminal; but none that was typed ahead of a moment's work.
  function isAhead(key) {
    const { it, host, fork } = now;
    return fork && it._host_is_answering(host) && key !== keyCode("Esc") && performance.now() - fork.began < AHEAD_MS;
  }

  function turn(kind, key = 0, button = 0, column = 0, row = 0) {
    if (!now) return;
    if (kind === INPUT.key && isAhead(key)) return void now.fork.ahead.push(key);
    const input = [kind, key, button, column, row, performance.now()];
    clearTimeout(timer);
    try {
      if (now.fork) now.fork.inputs.push(input);
      const state = step(...input);
      if (state < 0) return fail(text(TEXT.error));
      if (state > 0) return leave();
      settle();
      screen.setAttribute("aria-busy", String(!!now.fork));
      paint();
      tell();
      if (kind === INPUT.key) takeFiles();
      const wait = now.fork ? TOLD_MS : now.it._host_wait(now.host);
      if (wait >= 0) timer = setTimeout(turn, wait, INPUT.nothing);
    } catch (error) {
      fail("The program has a bug, or 256 MiB did not suffice: " + error);
    }
  }

  function leave() {
    const left = text(TEXT.left);
    endFork();
    if (left) hear("These branches were not saved. Their command lines:\n" + left);
    history.replaceState(null, "", location.pathname + location.search);
    open([]);
  }

  function fail(why) {
    endFork();
    clearTimeout(timer);
    now = null;
    hear(why + "\nScenarios begins anew.");
    painted = [];
    screen.textContent = why + "  [Scenarios] begins anew.";
  }

  /* --- The picture. */

  let painted = [], cell = { width: 9, height: 18 };
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];

  const color = (rgb, own) => (rgb < 0 ? `var(--${own})` : "#" + rgb.toString(16).padStart(6, "0"));

  // The looks of the scheme, as classes of the elements.
  function dress() {
    const chosen = now.it._host_scheme(now.host), rules = [];
    if (now.scheme === chosen) return;
    now.scheme = chosen;
    painted = [];
    for (let e = 0; e < now.it._host_elements(); e++) {
      const flags = now.it._host_flags(chosen, e);
      let front = color(now.it._host_foreground(chosen, e), "ink"), back = color(now.it._host_background(chosen, e), "paper");
      if (flags & 2) [front, back] = [back, front];
      rules.push(`#screen .e${e}{color:${front};background:${back};${flags & 8 ? "font-weight:bold;" : ""}${flags & 4 ? "text-decoration:underline;" : ""}}`);
      rules.push(`#screen .e${e}.reversed{color:${back};background:${front}}`);
    }
    rules.push("#screen .dim{opacity:.6}#screen .bold{font-weight:bold}#screen .underlined{text-decoration:underline}");
    sheet.replaceSync(rules.join("\n"));
    const plain = now.it._host_background(chosen, 0);
    screen.style.background = plain < 0 ? "" : color(plain);
  }

  // Is a character as wide in this font as its cells? Else it is held in them.
  const measure = document.createElement("canvas").getContext("2d"), fits = new Map();
  function isFitting(character, width) {
    const key = character + width;
    if (!fits.has(key)) {
      measure.font = getComputedStyle(screen).font;
      fits.set(key, Math.abs(measure.measureText(character).width - width * measure.measureText("0").width) < 0.05);
    }
    return fits.get(key);
  }

  const escaped = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

  function rowOf(it, at, columns) {
    const words = new Uint32Array(it.HEAPU8.buffer, at, columns * 4);
    let html = "", open = -1;
    for (let c = 0; c < columns; c++) {
      const look = words[c * 4 + 3], width = look & 255;
      if (width === 0) continue;
      if (look >>> 8 !== open) {
        const flags = look >>> 16;
        html += (open < 0 ? "" : "</span>") + `<span class="e${(look >>> 8) & 255}${flags & 1 ? " dim" : ""}${flags & 2 ? " reversed" : ""}` +
          `${flags & 4 ? " underlined" : ""}${flags & 8 ? " bold" : ""}">`;
        open = look >>> 8;
      }
      let character = "";
      for (let i = 0; i < 3 && words[c * 4 + i]; i++) character += String.fromCodePoint(words[c * 4 + i]);
      if (character === "") html += " ".repeat(width);
      else if (character.length === 1 && character < "\x7f") html += escaped[character] || character;
      else html += isFitting(character, width) ? character : `<span class="w${width}">${character}</span>`;
    }
    return html + "</span>";
  }

  function paint() {
    dress();
    const { it, host } = now, cells = it._host_cells(host), fields = new Int32Array(it.HEAPU8.buffer, cells, 3);
    const [columns, rows, grid] = fields;
    while (screen.childElementCount > rows || (screen.lastChild && screen.lastChild.nodeType === 3)) screen.lastChild.remove();
    while (screen.childElementCount < rows) screen.append(document.createElement("div"));
    for (let r = 0; r < rows; r++) {
      const html = rowOf(it, grid + r * columns * 16, columns);
      if (painted[r] === html) continue;
      painted[r] = html;
      screen.children[r].innerHTML = html;
    }
    painted.length = rows;
  }

  // As many cells as there is room for, at least 40 columns and 12 rows: the letters are made smaller for them.
  function fit() {
    const box = screen.getBoundingClientRect();
    let font = box.width < 560 ? 15 : box.width < 1500 ? 16 : 18;
    measure.font = "100px " + getComputedStyle(screen).fontFamily;
    const wide = measure.measureText("0").width / 100;
    font = Math.min(font, box.width / 40 / wide, box.height / 12 / 1.2);
    screen.style.fontSize = font + "px";
    cell = { width: font * wide, height: font * 1.2 };
    size = { columns: Math.max(1, Math.floor(box.width / cell.width + 0.01)), rows: Math.max(1, Math.floor(box.height / cell.height)) };
    fits.clear();
    painted = [];
  }

  /* --- In words, the address, files. */

  function hear(lines) {
    if (!lines.trim()) return;
    $("heard").textContent = lines;
    for (const line of lines.trim().split("\n")) {
      const p = document.createElement("p");
      p.textContent = line;
      $("log").append(p);
    }
    while ($("log").childElementCount > 200) $("log").firstChild.remove();
    $("words").scrollTop = $("words").scrollHeight;
  }

  function tell() {
    const copied = text(TEXT.copied);
    hear(text(TEXT.heard));
    if (copied && navigator.clipboard) navigator.clipboard.writeText(copied).catch(() => hear("The browser does not let the page copy: it stands in the last row."));
    const code = now.isOwn ? "" : text(TEXT.code), hash = code ? "#" + code : "";
    if (location.hash !== hash) history.replaceState(null, "", location.pathname + location.search + hash);
  }

  function download(name, bytes) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "text/yaml" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // What the program saved goes to the reader's own files.
  function takeFiles() {
    for (const name of now.it.FS.readdir(".")) {
      if (now.names.has(name)) continue;
      now.names.add(name);
      now.it.FS.chmod(name, 0o644); // emscripten's umask leaves a new file no rights
      download(name, now.it.FS.readFile(name));
    }
  }

  const verdict = (words, isGood) => {
    $("verdict").textContent = words;
    $("verdict").className = isGood ? "good" : "bad";
  };

  let checking = {}, checkTimer = 0;
  async function check() {
    const mine = (checking.worker && checking.worker.terminate(), (checking = {}));
    const { status, out, err } = await run(["check", OWN], { [OWN]: $("yaml").value }, mine);
    if (mine === checking) verdict(err + out, status === 0);
  }

  async function playText() {
    const files = { [OWN]: $("yaml").value };
    if (await open([/^lesson:/m.test(files[OWN]) ? "class" : "play", OWN].concat(/^lesson:/m.test(files[OWN]) ? ["--alone"] : []), files)) screen.focus();
    else verdict(said.join("\n"), false);
  }

  async function showFile() {
    const name = now ? text(TEXT.name) : "";
    if (name && name !== OWN) $("yaml").value = (await run(["show", name])).out;
    if ($("yaml").value) check();
  }

  function toggle(part, is) {
    part.hidden = !is;
    $("toggle-" + part.id).setAttribute("aria-expanded", String(is));
    refit();
  }

  function refit() {
    fit();
    turn(INPUT.resize);
  }

  async function takeFile(file) {
    $("yaml").value = await file.text();
    toggle($("file"), true);
    check();
    playText();
  }

  async function openCode() {
    const code = decodeURIComponent(location.hash.slice(1));
    if (!code) return open([]);
    if (await open(["play", code])) return true;
    const why = said.join("\n");
    await open([]);
    hear(why);
    toggle($("words"), true);
  }

  /* --- Keys and the mouse. */

  const KEYS = { ArrowUp: "Up", ArrowDown: "Down", ArrowLeft: "Left", ArrowRight: "Right", Home: "Home", End: "End", PageUp: "PgUp",
    PageDown: "PgDn", Enter: "Enter", Escape: "Esc", Backspace: "Backspace", Delete: "Del", F1: "F1" };

  screen.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !now) return;
    if (event.key === "F6") {
      event.preventDefault();
      return $("toggle-words").focus();
    }
    const name = event.key === "Tab" ? (event.shiftKey ? "Shift-Tab" : "Tab") : KEYS[event.key];
    if (!name && [...event.key].length !== 1) return;
    event.preventDefault();
    turn(INPUT.key, name ? keyCode(name) : event.key.codePointAt(0));
  });

  function place(event) {
    const box = screen.getBoundingClientRect();
    return [Math.floor((event.clientX - box.left) / cell.width), Math.floor((event.clientY - box.top) / cell.height)];
  }
  const mouse = (button, event) => turn(INPUT.mouse, 0, button, ...place(event));
  let dragged = "";
  screen.addEventListener("pointerdown", (event) => {
    screen.focus({ preventScroll: true });
    if (event.button !== 0) return;
    dragged = String(place(event));
    mouse(MOUSE.left, event);
  });
  screen.addEventListener("pointermove", (event) => {
    if (!dragged || dragged === String(place(event))) return;
    dragged = String(place(event));
    mouse(MOUSE.moved, event);
  });
  window.addEventListener("pointerup", (event) => {
    if (dragged) mouse(MOUSE.release, event);
    dragged = "";
  });
  window.addEventListener("pointercancel", () => (dragged = ""));
  screen.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    mouse(MOUSE.right, event);
  });
  let wheeled = 0;
  screen.addEventListener("wheel", (event) => {
    event.preventDefault();
    wheeled += event.deltaMode === 0 ? event.deltaY / 40 : event.deltaY;
    for (; Math.abs(wheeled) >= 1; wheeled -= Math.sign(wheeled)) mouse(wheeled > 0 ? MOUSE.down : MOUSE.up, event);
  }, { passive: false });

  const press = (name) => now && turn(INPUT.key, keyCode(name));
  $("keys").addEventListener("click", (event) => event.target.dataset.key && press(event.target.dataset.key));
  $("typed").addEventListener("input", () => {
    for (const character of $("typed").value) press(character);
    $("typed").value = "";
  });
  $("typed").addEventListener("keydown", (event) => {
    if (!["Enter", "Backspace", "Escape"].includes(event.key)) return;
    event.preventDefault();
    press(KEYS[event.key]);
  });

  $("scenarios").addEventListener("click", () => open([]).then(() => screen.focus()));
  $("lessons").addEventListener("change", async () => {
    await open($("lessons").value ? ["class", $("lessons").value, "--alone"] : []);
    screen.focus();
  });
  $("toggle-file").addEventListener("click", () => {
    toggle($("file"), $("file").hidden);
    if (!$("file").hidden) showFile();
  });
  $("toggle-words").addEventListener("click", () => toggle($("words"), $("words").hidden));
  $("play-file").addEventListener("click", playText);
  $("save-file").addEventListener("click", () => download(OWN, $("yaml").value));
  $("chosen").addEventListener("change", () => $("chosen").files[0] && takeFile($("chosen").files[0]));
  $("yaml").addEventListener("input", () => {
    clearTimeout(checkTimer);
    checkTimer = setTimeout(check, CHECK_MS);
  });
  $("yaml").addEventListener("keydown", (event) => event.key === "Enter" && event.ctrlKey && playText());

  addEventListener("dragover", (event) => (event.preventDefault(), document.body.classList.add("dropping")));
  addEventListener("dragleave", () => document.body.classList.remove("dropping"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    if (event.dataTransfer.files[0]) takeFile(event.dataTransfer.files[0]);
  });
  addEventListener("hashchange", openCode);
  addEventListener("resize", refit);
  dark.addEventListener("change", () => {
    if (!now) return;
    now.it._host_set_scheme(now.host, scheme());
    turn(INPUT.nothing);
  });

  /* --- It begins. */

  fit();
  await openCode();
  screen.focus();
  window.makeitso_page = { run, opened: performance.now() }; // for whoever tests it
  for (const { name, title } of JSON.parse((await run(["class", "--format", "json"])).out)) {
    const option = document.createElement("option");
    option.value = name;
    option.textContent = title || name;
    $("lessons").append(option);
  }
})();
