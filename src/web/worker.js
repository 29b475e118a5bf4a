// In a worker, behind the program's glue: what takes long is run here, so that the page answers meanwhile. A worker starts an
// instance as soon as it has the program, and does one thing with it.
"use strict";
const out = [], err = [];
let program, told = 0;

const start = (module) =>
  makeitso({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
      return {};
    },
    print: (line) => out.push(line),
    printErr: (line) => err.push(line),
    preRun: [(it) => Object.assign(it.ENV, { COLUMNS: "76", LANG: "C.UTF-8" })],
    progress(done) {
      const now = performance.now();
      if (now - told < 100) return;
      told = now;
      postMessage({ done });
    },
  });

// A command with its files: what it prints, what it says, its exit status.
function command(it, { args, files }) {
  const said = (lines) => lines.map((line) => line + "\n").join("");
  for (const name of Object.keys(files)) it.FS.writeFile(name, files[name]);
  const status = it.callMain(args);
  postMessage({ status, out: said(out), err: said(err) });
}

// Work that began in the page, from its memory on to its end.
function work(it, { memory, stack, host }) {
  if (it.HEAPU8.length < memory.byteLength) it._host_reserve(memory.byteLength);
  it.HEAPU8.set(new Uint8Array(memory));
  it.stackRestore(stack);
  it._host_run(host, -1);
  const after = it.HEAPU8.slice().buffer;
  postMessage({ memory: after }, [after]);
}

onmessage = async ({ data }) => {
  try {
    if (data.module) program = start(data.module);
    else (data.args ? command : work)(await program, data);
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
