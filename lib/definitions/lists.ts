import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@/lib/core/identity/sha256";
import { listHash, listText } from "@/lib/core/list/form";
import { type FoundList, HeldList, type ListForm, type Lists, MAX_ENTRIES } from "@/lib/core/list/held";
import { didYouMean } from "@/lib/core/suggest";

/** How the file of a list ends, and how its values are compared then. */
const ENDINGS: readonly [ending: string, form: ListForm][] = [
  [".lower.txt", "lower_trimmed"],
  [".txt", "exact"],
];

/** The lists of a folder: text files with one value a line. Only those that are named are read, and each once. */
export function loadLists(folder: string | undefined): Lists {
  const files = folder === undefined ? [] : filesIn(folder);
  const found = new Map<string, FoundList>();
  return {
    find: (id) => {
      const list = found.get(id) ?? (folder === undefined ? withoutFolder(id) : findList(folder, files, id));
      found.set(id, list);
      return list;
    },
  };
}

type ListFile = { file: string; id: string; form: ListForm };

function filesIn(folder: string): ListFile[] {
  return readdirSync(folder).flatMap((file) => {
    const known = ENDINGS.find(([ending]) => file.endsWith(ending));
    return known ? [{ file, id: file.slice(0, -known[0].length), form: known[1] }] : [];
  });
}

/** A file is looked for among those of the folder, so no name leads out of it. */
function findList(folder: string, files: readonly ListFile[], id: string): FoundList {
  const [list, other] = files.filter((one) => one.id === id);
  if (!list) return missing(id, files);
  if (other)
    return refuse(
      "LIST_TWICE",
      `The list \`${id}\` is in two files, ${list.file} and ${other.file}.`,
      "Keep one.",
    );
  const lines = readFileSync(join(folder, list.file), "utf8")
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/);
  const texts = new Set(lines.map((line) => listText(list.form, line)).filter((text) => text !== ""));
  if (texts.size > MAX_ENTRIES) return tooLong(id);
  // Kept nowhere, so the salt need not be a secret; the same file makes the same question.
  const salt = sha256(id);
  const hashes = [...texts].map((text) => listHash(salt, text)).sort();
  return new HeldList(id, id, list.form, list.file, () => ({ form: list.form, salt, hashes }));
}

function missing(id: string, files: readonly ListFile[]): FoundList {
  const guess = didYouMean(id, new Set(files.map((one) => one.id)));
  const message = `There is no list \`${shown(id)}\` in the folder of lists${guess}`;
  return refuse("UNKNOWN_LIST", message, `Correct the name, or write ${shown(id)}.txt there.`);
}

function withoutFolder(id: string): FoundList {
  const message = `The list \`${shown(id)}\` is named, but no folder of lists was.`;
  return refuse("LIST_FOLDER", message, "Name the folder it is a file of: --lists.");
}

function tooLong(id: string): FoundList {
  const message = `The list \`${id}\` has more than ${MAX_ENTRIES.toLocaleString("en")} values.`;
  return refuse("LIST_TOO_LONG", message, "Split it, or keep the values in a table of the warehouse.");
}

function refuse(code: string, message: string, fix: string): FoundList {
  return { problem: { code, message, fix } };
}

/** What a person wrote, on one line and short enough for a sentence. */
function shown(id: string): string {
  const line = id.replace(/\p{Cc}/gu, "\ufffd");
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
