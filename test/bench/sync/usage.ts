import { existsSync, readFileSync } from "node:fs";

/** What a process has used so far, as Linux counts it; NaN elsewhere. */
export type Usage = { cpuSeconds: number; peakMb: number };

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

export function usageOf(pid: number): Usage {
  return { cpuSeconds: cpuSeconds(pid), peakMb: peakMb(pid) };
}

function cpuSeconds(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const text = readFileSync(file, "utf8");
  // The name in parentheses may hold blanks; user and system time are the 12th and 13th word behind it.
  const words = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(words[11]) + Number(words[12])) / TICKS;
}

/** Of the process since its program began: what a parent held when it forked does not count, as in getrusage it would. */
function peakMb(pid: number): number {
  const file = `/proc/${pid}/status`;
  const line = existsSync(file) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, "utf8")) : null;
  return line ? Number(line[1]) / 1024 : Number.NaN;
}
