import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { CoterieError } from "@/lib/core/errors";
import type { ListContent } from "@/lib/core/list/held";
import type { ListStore } from "@/lib/core/ports/list-store";

/** The last few lists that were read, by file: the largest is some 40 MB, and a builder asks again and again. */
const MOST_KEPT = 4;
const kept = new Map<string, ListContent>();

/** One folder a list, one file a content: the form and the salt on the first line, then a hash a line. Only its owner may read it. */
export function fileListStore({ folder }: { folder: string }): ListStore {
  const fileOf = (list: string, hash: string) => join(folder, list, `${hash}.txt`);
  return {
    write: async (list, content) => {
      const text = print(content);
      const hash = hashOf(text);
      await mkdir(join(folder, list), { recursive: true, mode: 0o700 });
      await writeWhole(fileOf(list, hash), text);
      return hash;
    },
    read: (list, hash) => readKept(fileOf(list, hash), hash),
    keepOnly: async (list, hash) => {
      const home = join(folder, list);
      if (hash === null) await rm(home, { recursive: true, force: true });
      else await removeOthers(home, `${hash}.txt`);
    },
  };
}

function print({ form, salt, hashes }: ListContent): string {
  return [JSON.stringify({ version: 1, form, salt }), ...hashes].join("\n");
}

/** The file is there whole or not at all, also when the machine stops in between. */
async function writeWhole(file: string, text: string): Promise<void> {
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

/** An approval rests on the hash: a file that holds anything else by now is not asked. */
function readText(file: string, hash: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw lost("The values of a list are not where this process looks for them.", cause);
  }
  if (hashOf(text) === hash) return text;
  throw lost("The stored values of a list are not those that were stored.");
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function lost(message: string, cause?: unknown): CoterieError {
  return new CoterieError({
    code: "LIST_LOST",
    message,
    remedy: "ask_admin",
    fix: "Let every process share one COTERIE_HOME, or upload the list again.",
    cause,
  });
}

function parse(text: string): ListContent {
  const [head = "", ...hashes] = text.split("\n");
  const { form, salt } = JSON.parse(head) as ListContent;
  return { form, salt, hashes };
}
