import type { Command } from "commander";
import { InvalidInput, type Problem } from "@/lib/core/errors";
import { print, printJson } from "../output";
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

/** One line each: where it is, what is wrong, what to do. */
function listProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ line, path, message, fix }) => {
      const place = [line === undefined ? "" : `line ${line}`, path].filter(Boolean).join(", ");
      return `${place === "" ? "" : `${place}: `}${[message, fix].filter(Boolean).join(" ")}\n`;
    })
    .join("");
}
