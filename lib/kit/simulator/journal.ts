import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { parseJson } from "@/lib/http/request";

/** What a simulator was told, one JSON line a change, written before it answers: a killed process has forgotten nothing. */
export class Journal {
  constructor(private readonly file: string | undefined) {
    if (file) mkdirSync(dirname(file), { recursive: true });
  }

  append(entry: unknown): void {
    if (this.file) appendFileSync(this.file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  /** Entries in order, a line at a time. A last line cut short by a crash was never answered and is left out. */
  *entries(): Generator<unknown> {
    if (!this.file || !existsSync(this.file)) return;
    for (const line of lines(this.file)) {
      const entry = parseJson(line);
      if (entry !== undefined) yield entry;
    }
  }

  /** Starts again from these entries. */
  rewrite(entries: Iterable<unknown>): void {
    if (!this.file) return;
    const next = `${this.file}.next`;
    writeFileSync(next, "", { mode: 0o600 });
    for (const entry of entries) appendFileSync(next, `${JSON.stringify(entry)}\n`);
    renameSync(next, this.file);
  }

  clear(): void {
    if (this.file) rmSync(this.file, { force: true });
  }
}

const CHUNK = 1 << 20;

function* lines(file: string): Generator<string> {
  const descriptor = openSync(file, "r");
  const chunk = Buffer.alloc(CHUNK);
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
      let text = Buffer.concat([rest, chunk.subarray(0, size)]);
      for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
        yield text.toString("utf8", 0, end);
        text = text.subarray(end + 1);
      }
      rest = text;
    }
  } finally {
    closeSync(descriptor);
  }
}
