import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

export type Row = Record<string, string>;

/** The rows of a CSV.GZ file by their header, read without any of the product's code; nothing is the empty text. */
export async function readRows(file: string): Promise<Row[]> {
  let text = "";
  for await (const chunk of createReadStream(file).pipe(createGunzip()).setEncoding("utf8")) text += chunk;
  const [header = [], ...records] = parseCsv(text);
  return records.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ""])));
}

function parseCsv(text: string): string[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy;
  const records: string[][] = [];
  let cells: string[] = [];
  while (field.lastIndex < text.length) {
    const [, quoted, plain, end] = field.exec(text) ?? [];
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === ",") continue;
    records.push(cells);
    cells = [];
  }
  return records;
}
