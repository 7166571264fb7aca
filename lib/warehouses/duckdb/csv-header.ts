import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/** Nobody's header is longer; a file without line ends must not be read into memory to find that out. */
const MAX_HEADER = 1_048_576;

/** The names in the first record of a CSV file. */
export async function readHeader(file: string): Promise<string[]> {
  const raw = createReadStream(file);
  const stream = isGzip(file) ? raw.pipe(createGunzip()) : raw;
  // A broken pipe reports on the reader's end, which is the one awaited below.
  if (stream !== raw) raw.on("error", (error) => stream.destroy(error));
  try {
    let text = "";
    stream.setEncoding("utf8");
    for await (const chunk of stream) {
      text += chunk;
      const record = firstRecord(text);
      if (record) return record;
      if (text.length > MAX_HEADER) break;
    }
    return firstRecord(`${text}\n`) ?? [];
  } finally {
    stream.destroy();
    raw.destroy();
  }
}

export function isGzip(file: string): boolean {
  return /\.gz$/i.test(file);
}

/** Null while the text does not hold the whole record yet. */
function firstRecord(text: string): string[] | null {
  const end = endOfRecord(text);
  if (end < 0) return null;
  const record = text.slice(text.startsWith("\ufeff") ? 1 : 0, end);
  // Fields: quoted with doubled quotes inside, or anything up to a comma.
  const fields = record.match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? [];
  return fields.map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}

/** Where the first line end outside of quotes is. */
function endOfRecord(text: string): number {
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (text[i] === "\n" || text[i] === "\r")) return i;
  }
  return -1;
}
