import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { InvalidInput } from "@/lib/core/errors";
import { readDefinition } from "@/lib/definitions/file";
import { readYaml } from "@/lib/definitions/yaml";
import { print, printJson } from "../output";

type Options = { warehouse: string; name?: string; zone?: string; only?: string[]; json?: boolean };

export function registerDraft(catalog: Command): void {
  catalog
    .command("draft")
    .description(
      "write a first catalog of what a warehouse holds: tables, keys, relations, and guesses to be checked",
    )
    .requiredOption(
      "--warehouse <file>",
      "YAML with a `warehouse` block, such as a catalog; its name and zone are kept",
    )
    .option("--name <name>", "what people will call the catalog")
    .option("--zone <zone>", "IANA time zone of dates and calendar words")
    .option("--only <tables...>", "these tables and no others")
    .option("--json", "answer and refuse in JSON")
    .action(draft);
}

async function draft({ warehouse: file, name, zone, only, json }: Options): Promise<void> {
  const { draftCatalogFile } = await import("@/lib/services/catalog/draft");
  const said = readYaml(await readDefinition(file, "catalog")).value;
  const { warehouse, ...block } = isRecord(said) ? said : {};
  if (!isRecord(warehouse) || typeof warehouse.kind !== "string") throw noWarehouse(file);
  const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  const place = {
    warehouse: { ...warehouse, kind: warehouse.kind },
    name: name ?? text(block.name, "Catalog"),
    zone: zone ?? text(block.zone, "UTC"),
    baseFolder: dirname(resolve(file)),
  };
  const { source, entities } = await draftCatalogFile(place, only);
  if (json) await printJson({ source, entities });
  else await print(source);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function noWarehouse(file: string): InvalidInput {
  return new InvalidInput({
    code: "NO_WAREHOUSE",
    message: `${file} has no \`warehouse\` block.`,
    fix: "Write one, such as `warehouse: { kind: duckdb, file: shop.duckdb }`.",
  });
}
