import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { InvalidInput } from "@/lib/core/errors";
import { readDefinition } from "../file";
import { isDefinitionFile } from "./layout";
import type { FolderFile } from "./types";

/** More is a folder named by mistake. */
const MOST_FILES = 5_000;

/** Every YAML and JSON file of a folder, those whose names begin with a dot left out, in the order of paths. */
export async function readFolder(folder: string): Promise<FolderFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null);
  if (!entries) throw noFolder(folder);
  const paths = entries
    .filter((entry) => entry.isFile() && isDefinitionFile(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => !file.split("/").some((part) => part.startsWith(".") || part === "node_modules"))
    .sort((a, b) => (a < b ? -1 : 1));
  if (paths.length > MOST_FILES) throw tooMany(folder);
  return Promise.all(
    paths.map(async (file) => ({
      path: file,
      text: await readDefinition(path.join(folder, file), "folder"),
    })),
  );
}

/** Writes the files, folders included, and says which were written: those that were not so already. */
export async function writeFolder(folder: string, files: readonly FolderFile[]): Promise<string[]> {
  const written: string[] = [];
  for (const file of files) {
    const target = path.join(folder, ...file.path.split("/"));
    await mkdir(path.dirname(target), { recursive: true });
    const there = await readDefinition(target, "file").catch(() => null);
    if (there === file.text) continue;
    await writeFile(target, file.text);
    written.push(file.path);
  }
  return written;
}

function noFolder(folder: string): InvalidInput {
  return new InvalidInput({
    code: "FILE",
    path: folder,
    message: `There is no folder ${folder}.`,
    fix: "Name the folder of definitions; `coterie export` writes one.",
  });
}

function tooMany(folder: string): InvalidInput {
  return new InvalidInput({
    code: "FILE",
    path: folder,
    message: `${folder} has more than ${MOST_FILES.toLocaleString("en")} YAML and JSON files.`,
    fix: "Name the folder that holds the definitions alone.",
  });
}
