// Runs a WASI program that only prints in Node.js: node run.mjs PROGRAM.wasm ARGUMENTS... (Node.js 20 has a WASI of its
// own, which crashes when a program ends that has run for seconds.)
import {readFileSync} from "node:fs";

const programArguments = process.argv.slice(2).map(text => Buffer.from(text + "\0"));
const unsupported = 58; // ENOTSUP
let memory, status = null;
const put = (address, value) => new DataView(memory.buffer).setUint32(address, value, true);
const get = address => new DataView(memory.buffer).getUint32(address, true);

const functions = {
  args_sizes_get(count, size) {
    put(count, programArguments.length);
    put(size, Buffer.concat(programArguments).length);
    return 0;
  },
  args_get(pointers, address) {
    programArguments.forEach((text, index) => {
      put(pointers + 4 * index, address);
      new Uint8Array(memory.buffer).set(text, address);
      address += text.length;
    });
    return 0;
  },
  fd_write(file, parts, count, written) {
    let total = 0;
    for (let at = parts; at < parts + 8 * count; at += 8) {
      const part = new Uint8Array(memory.buffer, get(at), get(at + 4));
      (file === 2 ? process.stderr : process.stdout).write(Buffer.from(part));
      total += part.length;
    }
    put(written, total);
    return 0;
  },
  proc_exit(code) {
    status = code;
    throw new Error("the program has ended");
  },
};

const others = new Proxy(functions, {get: (all, name) => all[name] ?? (() => unsupported)});
const {instance} = await WebAssembly.instantiate(readFileSync(process.argv[2]), {wasi_snapshot_preview1: others});
memory = instance.exports.memory;
try {
  instance.exports._start();
} catch (error) {
  if (status === null) throw error;
}
process.exitCode = status ?? 0;
