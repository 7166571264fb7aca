import type { Command } from "commander";
import { InvalidInput } from "@/lib/core/errors";
import { print, printJson } from "../output";
import { listProblems } from "../problems";

export function registerValidate(program: Command): void {
  program
    .command("validate")
    .description(
      "check a folder of definitions without a server: every file, and all they name of each other",
    )
    .argument("<folder>", "the folder; docs/definitions.md says what lies where")
    .option("--json", "answer and refuse in JSON")
    .action(async (folder: string, { json }: { json?: boolean }) => {
      try {
        const files = await validate(folder);
        if (json) await printJson({ valid: true, files, problems: [] });
        else await print(`${folder} is right: ${files} ${files === 1 ? "file" : "files"}.\n`);
      } catch (error) {
        // Machines find them in the error object.
        if (error instanceof InvalidInput && !json) await print(listProblems(error.problems));
        throw error;
      }
    });
}

/** How many files there are, all of them right. Throws InvalidInput with every problem, by file and line. */
async function validate(folder: string): Promise<number> {
  const { readFolder } = await import("@/lib/definitions/folder/files");
  const { validateFiles } = await import("@/lib/services/definitions/validate");
  const files = await readFolder(folder);
  await validateFiles(files, new Date());
  return files.length;
}
