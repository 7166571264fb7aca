import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Names a process so that a later one with the same number is not taken for it. */
export function processMark(pid = process.pid) {
  return `${pid}-${startTime(pid)}`;
}

/** Whether the process that was marked so still runs. */
export function isRunning(mark) {
  const [pid, started] = String(mark).split("-");
  // Signals to 0 reach the own group, so a mark that could not be read would look alive.
  if (!(Number(pid) > 0)) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  return startTime(pid) === started;
}

/** Field 22 of /proc/PID/stat; the name before it may hold spaces and brackets. Zero where there is no /proc. */
function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "0";
  } catch {
    return "0";
  }
}

/**
 * Takes a lock file, also from a holder that has died. Returns `{ update, release }`, or `{ holder }` with what the
 * living holder wrote into it.
 */
export function takeLock(file, note = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (;;) {
    if (createWhole(file, note)) return held(file);
    const holder = readHolder(file);
    if (holder && isRunning(holder.mark)) return { holder };
    if (holder) stealFrom(file, holder);
  }
}

/** Runs the work while holding the lock, waiting for other processes; `onWait` is called once when there is a wait. */
export async function withLock(file, work, onWait = () => {}) {
  let told = false;
  for (;;) {
    const lock = takeLock(file);
    if (lock.release) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told) onWait(lock.holder);
    told = true;
    await sleep(100);
  }
}

/** Linking a finished file is atomic, so no one ever reads a lock without its holder. */
function createWhole(file, note) {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify({ mark: processMark(), ...note }));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    if (error instanceof SyntaxError) return { mark: "0-0" };
    throw error;
  }
}

/** Of several that see a dead holder one moves the file away; whoever moved a living one puts it back. */
function stealFrom(file, dead) {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readHolder(aside)?.mark !== dead.mark) {
    try {
      linkSync(aside, file);
    } catch {}
  }
  rmSync(aside, { force: true });
}

function held(file) {
  return {
    update(note) {
      const draft = `${file}.${randomUUID()}`;
      writeFileSync(draft, JSON.stringify({ mark: processMark(), ...note }));
      renameSync(draft, file);
    },
    release() {
      if (readHolder(file)?.mark === processMark()) rmSync(file, { force: true });
    },
  };
}
