import type { Command } from "commander";
import { InvalidInput } from "@/lib/core/errors";
import { print, printJson } from "../output";
import { listProblems } from "../problems";
import { aboutSegment, type FileOptions, loadFiles } from "./options";

export function registerValidate(audience: Command): void {
  aboutSegment(audience.command("validate"))
    .description("check a catalog and a segment without asking the warehouse")
    .action(async (options: FileOptions) => {
      try {
        const { segment } = await loadFiles(options);
        if (options.json) await printJson({ valid: true, entity: segment.entity, problems: [] });
        else await print(`${options.segment} is a segment of ${segment.entity}.\n`);
      } catch (error) {
        // Machines find them in the error object.
        if (error instanceof InvalidInput && !options.json) await print(listProblems(error.problems));
        throw error;
      }
    });
}
