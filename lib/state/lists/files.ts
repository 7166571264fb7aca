import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ListContent } from "@/lib/core/list/held";
import type { ListPlace, ListStore } from "@/lib/core/ports/list-store";
import { hashOf, lost, parse, print, requireHash } from "./content";

/** The last few lists that were read, by file: the largest is some 40 MB, and a builder asks again and again. */
const MOST_KEPT = 4;
const kept = new Map<string, ListContent>();

/** One folder a list, one file a content. Only its owner may read it. */
export function fileListStore({ folder }: { folder: string }): ListStore {
  return {
    write: async (list, content) => {
      const text = print(content);
      const hash = hashOf(text);
      await writeText(folder, { list, hash }, text);
      return hash;
    },
    // A file is read where it lies.
    bring: async () => {},
    read: (list, hash) => readKept(fileOf(folder, { list, hash }), hash),
    keepOnly: async (list, hash) => {
      const home = join(folder, list);
      if (hash === null) await rm(home, { recursive: true, force: true });
      else await removeOthers(home, `${hash}.txt`);
    },
  };
}

export const fileOf = (folder: string, { list, hash }: ListPlace) => join(folder, list, `${hash}.txt`);

/** The file is there whole or not at all, also when the machine stops in between. */
export async function writeText(folder: string, place: ListPlace, text: string): Promise<void> {
  await mkdir(join(folder, place.list), { recursive: true, mode: 0o700 });
  const file = fileOf(folder, place);
  const unfinished = `${file}.${randomUUID()}.tmp`;
  const handle = await open(unfinished, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}

async function removeOthers(home: string, stays: string): Promise<void> {
  const names = await readdir(home).catch(() => []);
  const others = names.filter((name) => name !== stays);
  await Promise.all(others.map((name) => rm(join(home, name), { force: true })));
  for (const name of others) kept.delete(join(home, name));
}

function readKept(file: string, hash: string): ListContent {
  const content = kept.get(file) ?? parse(readText(file, hash));
  kept.delete(file);
  kept.set(file, content);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return content;
}

function readText(file: string, hash: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw lost("The values of a list are not where this process looks for them.", cause);
  }
  return requireHash(text, hash);
}
