import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { isGzip } from "./gzip";

/** Nobody's header is longer; a file without line ends must not be read into memory to find that out. */
const MAX_HEADER = 1_048_576;

/** The names in the first record of a CSV file. */
export async function readHeader(file: string): Promise<string[]> {
  let text = "";
  for await (const chunk of readText(file)) {
    text += chunk;
    const end = new RecordEnds().next(text);
    if (end !== null) return fieldsIn(text.slice(0, end));
    if (text.length > MAX_HEADER) break;
  }
  return fieldsIn(text);
}

/** 1-based line on which a record begins; record 1 is the first after the header. */
export async function lineOfRecord(file: string, record: number): Promise<number> {
  const ends = new RecordEnds();
  let line = 1;
  let records = 0;
  for await (const chunk of readText(file)) {
    for (let from = 0; from < chunk.length; ) {
      const end = ends.next(chunk, from);
      line += count(chunk.slice(from, end === null ? chunk.length : end + 1), "\n");
      if (end === null) break;
      records += 1;
      if (records === record) return line;
      from = end + 1;
    }
  }
  return line;
}

async function* readText(file: string): AsyncIterable<string> {
  const raw = createReadStream(file);
  const stream = isGzip(file) ? raw.pipe(createGunzip()) : raw;
  // A pipe does not pass errors on; the reader below waits at its end.
  if (stream !== raw) raw.on("error", (error) => stream.destroy(error));
  try {
    stream.setEncoding("utf8");
    for await (const chunk of stream) yield chunk;
  } finally {
    stream.destroy();
    raw.destroy();
  }
}

/** Finds line ends outside of quotes, across chunks. */
class RecordEnds {
  private isQuoted = false;

  next(text: string, from = 0): number | null {
    for (let i = from; i < text.length; i += 1) {
      if (text[i] === '"') this.isQuoted = !this.isQuoted;
      else if (text[i] === "\n" && !this.isQuoted) return i;
    }
    return null;
  }
}

/** Fields are quoted with doubled quotes inside, or reach up to a comma. */
function fieldsIn(record: string): string[] {
  const text = record.replace(/^\ufeff/, "").replace(/\r$/, "");
  const fields = text.match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? [];
  return fields.map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
