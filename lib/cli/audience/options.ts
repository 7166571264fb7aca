import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Command } from "commander";
import { InvalidInput } from "@/lib/core/errors";
import { loadCatalogFile } from "@/lib/definitions/catalog";
import { loadAudienceFile } from "@/lib/definitions/segment";
import { type AsOf, now, parseAsOf } from "../as-of";

export type FileOptions = {
  catalog: string;
  segment: string;
  audiences?: string;
  lists?: string;
  json?: boolean;
};
export type TimedOptions = FileOptions & { asOf: AsOf; split?: string };

/** A command about one segment of one catalog, both read from files. */
export function aboutSegment(command: Command): Command {
  return command
    .requiredOption("--catalog <file>", "catalog, YAML")
    .requiredOption("--segment <file>", "segment, YAML or JSON")
    .option("--audiences <folder>", "segments that others may name, one file each")
    .option("--lists <folder>", "lists it may name, one text file each, one value a line")
    .option("--json", "answer and refuse in JSON");
}

/** The same, asked at an instant. */
export function aboutSegmentAt(command: Command): Command {
  return aboutSegment(command)
    .option("--split <name>", "of its members only this share")
    .option("--as-of <time>", "the instant the question is asked at (default: now)", parseAsOf, now);
}

export async function loadFiles(options: FileOptions & { split?: string }) {
  const catalog = await loadCatalogFile(options.catalog);
  const { audiences: folder, lists: listFolder, split } = options;
  if (folder !== undefined) await requireFolder(folder, "--audiences");
  if (listFolder !== undefined) await requireFolder(listFolder, "--lists");
  return { catalog, ...(await loadAudienceFile(options.segment, catalog, { folder, listFolder, split })) };
}

/** What a warehouse is asked; relative paths of a catalog are relative to its file. */
export async function loadQuestion(options: TimedOptions) {
  const { catalog, segment } = await loadFiles(options);
  return { catalog, segment, asOf: options.asOf(catalog.zone), baseFolder: dirname(options.catalog) };
}

async function requireFolder(path: string, option: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return;
  throw new InvalidInput({
    code: "FILE",
    path,
    message: `There is no folder ${path}.`,
    fix: `Check the path after ${option}.`,
  });
}
