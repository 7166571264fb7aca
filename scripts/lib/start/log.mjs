import { openSync, renameSync, statSync } from "node:fs";
import path from "node:path";

const LARGEST = 10_000_000;

/**
 * The demo's log is a file, so that its terminal shows one line; a server of one's own logs where it is started, which
 * is where service managers look. One earlier file is kept.
 */
export function openLog(home) {
  const file = path.join(home, "coterie.log");
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(file, `${file}.1`);
  return { file, descriptor: openSync(file, "a", 0o600) };
}
