import type { Command } from "commander";
import { InvalidInput } from "@/lib/core/errors";
import type { DefinitionFileView } from "@/lib/core/views/definitions";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { askCoterie } from "../sync/client";
import { writeExposures } from "./exposures";

type Options = { dbtExposures?: string; manifest?: string; json: boolean };

export function registerExport(program: Command): void {
  program
    .command("export")
    .description("write the definitions of a running Coterie's workspace into a folder, or its syncs for dbt")
    .argument("[folder]", "made where it is not there; files of other names are left alone")
    .option("--dbt-exposures <file>", "write the syncs as dbt exposures, YAML")
    .option("--manifest <file>", "with it: dbt's manifest.json, which says which model or source a table is")
    .option("--json", "for machines", false)
    .action((folder: string | undefined, { dbtExposures, manifest, json }: Options) =>
      interruptible(async (signal) => {
        if (folder === undefined && dbtExposures === undefined) throw nothingToWrite();
        if (dbtExposures !== undefined) await writeExposures(dbtExposures, manifest, signal);
        if (folder !== undefined) await writeDefinitions(folder, json, signal);
      }),
    );
}

async function writeDefinitions(folder: string, json: boolean, signal: AbortSignal): Promise<void> {
  const { readFolder, writeFolder } = await import("@/lib/definitions/folder/files");
  const { files } = await askCoterie<{ files: DefinitionFileView[] }>("/definitions", { signal });
  const written = await writeFolder(folder, files);
  const known = new Set(files.map(({ path }) => path));
  const others = (await readFolder(folder)).flatMap(({ path }) => (known.has(path) ? [] : [path]));
  if (json) return printJson({ files: [...known], written, others });
  await print(`${folder}: ${files.length} files, ${written.length} of them new or changed.\n`);
  for (const path of others) await print(`${path} is of nothing the workspace has.\n`);
}

function nothingToWrite(): InvalidInput {
  return new InvalidInput({
    code: "NOTHING_TO_WRITE",
    message: "Neither a folder nor a file for dbt is named.",
    fix: "Name the folder: coterie export definitions.",
  });
}
