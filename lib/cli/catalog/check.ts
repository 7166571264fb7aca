import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { InvalidInput } from "@/lib/core/errors";
import { readDefinition, refuseFile } from "@/lib/definitions/file";
import { print, printJson } from "../output";
import { listProblems } from "../problems";

type Options = { catalog: string; json?: boolean };

export function registerCheck(catalog: Command): void {
  catalog
    .command("check")
    .description("check a catalog, and that the warehouse has the files, tables, columns and types it names")
    .requiredOption("--catalog <file>", "catalog, YAML")
    .option("--json", "answer and refuse in JSON")
    .action(async (options: Options) => {
      try {
        await check(options);
      } catch (error) {
        // Machines find them in the error object.
        if (error instanceof InvalidInput && !options.json) await print(listProblems(error.problems));
        throw error;
      }
    });
}

async function check({ catalog: file, json }: Options): Promise<void> {
  const { checkSource } = await import("@/lib/services/catalog/check-source");
  const source = await readDefinition(file, "catalog");
  const { catalog, problems } = await checkSource(source, dirname(resolve(file)), null);
  if (!catalog) return refuseFile("INVALID_CATALOG", file, problems);
  if (problems.length > 0) return refuseFile("CATALOG_DOES_NOT_FIT", file, problems);
  const entities = Object.keys(catalog.entities).length;
  if (json) await printJson({ valid: true, name: catalog.name, entities, problems: [] });
  else await print(`${file} fits its warehouse: ${entities} ${entities === 1 ? "entity" : "entities"}.\n`);
}
