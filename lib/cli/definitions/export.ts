import type { Command } from "commander";
import type { DefinitionFileView } from "@/lib/core/views/definitions";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { askCoterie } from "../sync/client";

export function registerExport(program: Command): void {
  program
    .command("export")
    .description("write the definitions of a running Coterie's workspace into a folder")
    .argument("<folder>", "made where it is not there; files of other names are left alone")
    .option("--json", "for machines", false)
    .action((folder: string, { json }: { json: boolean }) =>
      interruptible(async (signal) => {
        const { readFolder, writeFolder } = await import("@/lib/definitions/folder/files");
        const { files } = await askCoterie<{ files: DefinitionFileView[] }>("/definitions", { signal });
        const written = await writeFolder(folder, files);
        const known = new Set(files.map(({ path }) => path));
        const others = (await readFolder(folder)).flatMap(({ path }) => (known.has(path) ? [] : [path]));
        if (json) return printJson({ files: [...known], written, others });
        await print(`${folder}: ${files.length} files, ${written.length} of them new or changed.\n`);
        for (const path of others) await print(`${path} is of nothing the workspace has.\n`);
      }),
    );
}
