// Runs a WASI program that prints, and reads files, in Node.js: node run.mjs PROGRAM.wasm ARGUMENTS... (Node.js 20 has a
// WASI of its own, which crashes when a program ends that has run for seconds.)
import {closeSync, fstatSync, openSync, readFileSync, readSync} from "node:fs";

const programArguments = process.argv.slice(2).map(text => Buffer.from(text + "\0"));
const unsupported = 58, badFile = 8, noEntry = 44, unreadable = 29; // ENOTSUP, EBADF, ENOENT, EIO
const root = 3, files = new Map(); // the file number of the folder /; those of open files, with their places
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
  fd_prestat_get(file, result) {
    if (file !== root) return badFile;
    put(result, 0);
    put(result + 4, 1);
    return 0;
  },
  fd_prestat_dir_name(file, address) {
    new Uint8Array(memory.buffer)[address] = "/".charCodeAt(0);
    return 0;
  },
  fd_fdstat_get(file, result) {
    new Uint8Array(memory.buffer, result, 24).fill(0).fill(255, 8); // all rights
    new Uint8Array(memory.buffer)[result] = file === root ? 3 : 4; // a directory, a file
    return 0;
  },
  path_open(folder, flags, path, length, ...rest) {
    try {
      const file = openSync("/" + Buffer.from(memory.buffer, path, length));
      files.set(file, 0);
      put(rest.at(-1), file);
      return 0;
    } catch {
      return noEntry;
    }
  },
  fd_read(file, parts, count, read) {
    if (!files.has(file)) return badFile;
    let total = 0;
    for (let at = parts; at < parts + 8 * count; at += 8) {
      try {
        const got = readSync(file, new Uint8Array(memory.buffer, get(at), get(at + 4)), 0, get(at + 4), files.get(file));
        files.set(file, files.get(file) + got);
        total += got;
      } catch {
        return unreadable;
      }
    }
    put(read, total);
    return 0;
  },
  fd_seek(file, offset, from, result) {
    if (!files.has(file)) return unsupported;
    const place = Number(offset) + [0, files.get(file), fstatSync(file).size][from];
    files.set(file, place);
    new DataView(memory.buffer).setBigUint64(result, BigInt(place), true);
    return 0;
  },
  fd_close(file) {
    if (files.delete(file)) closeSync(file);
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
