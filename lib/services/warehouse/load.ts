import type { Catalog, WarehouseSettings } from "@/lib/core/catalog/types";
import { InvalidInput, NotFound, type Problem } from "@/lib/core/errors";
import type { Warehouse } from "@/lib/core/ports/warehouse";
import type { Transaction } from "@/lib/db/client";
import type { Warehouse as WarehouseRecord } from "@/lib/db/generated/client";
import { openSecrets } from "@/lib/db/secrets";
import { storedWarehouse } from "@/lib/db/stored";
import { untyped, warehouseOf } from "./definitions";

type Db = Pick<Transaction, "warehouse">;

/** The connection, if it is in this workspace. */
export async function loadWarehouse(db: Db, workspaceId: string, id: string): Promise<WarehouseRecord> {
  const row = await db.warehouse.findFirst({ where: { id, workspaceId } });
  if (!row) throw new NotFound("warehouse", id);
  return row;
}

/** What was typed into the form as the definition's schema reads it, and the secrets it may keep. */
export function parseWarehouse(
  kind: string,
  typed: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
): { settings: WarehouseSettings; secrets: Record<string, string> } {
  const definition = warehouseOf(kind);
  const read = definition.settings.safeParse(untyped(definition, typed));
  if (!read.success) throw refused(read.error.issues.map(({ path, message }) => ({ path, message })));
  const kept = (definition.secrets ?? []).flatMap(({ id }): [string, string][] =>
    secrets[id] ? [[id, secrets[id]]] : [],
  );
  return { settings: read.data as WarehouseSettings, secrets: Object.fromEntries(kept) };
}

function refused(issues: readonly { path: PropertyKey[]; message: string }[]): InvalidInput {
  const problems: Problem[] = issues.map(({ path, message }) => ({
    code: "WAREHOUSE_SETTINGS",
    path: String(path[0] ?? "settings"),
    message,
  }));
  return new InvalidInput({
    code: "WAREHOUSE_SETTINGS",
    message: "These settings cannot be used.",
    fix: problems[0]!.message,
    problems,
  });
}

/** An open connection with no catalog yet. Close it when done. */
export function openConnection(row: WarehouseRecord): Promise<Warehouse> {
  const settings = storedWarehouse(row.settings);
  const nothing: Catalog = { version: 1, name: row.name, zone: "UTC", warehouse: settings, entities: {} };
  const context = { baseFolder: ROOT, secrets: openSecrets(row.secrets, row.id) };
  return warehouseOf(row.kind).connect(settings, nothing, context);
}

/** Paths in the settings of a connection are written in full. */
export const ROOT = "/";

/**
 * What a catalog's `warehouse` block means here: `{ kind, connection: "Production" }` stands for the settings of that
 * connection, and keeps its id for the secrets, which never stand in a catalog.
 */
export async function resolveConnection(
  db: Db,
  workspaceId: string,
  block: WarehouseSettings,
): Promise<{ warehouse: WarehouseSettings } | { problem: Problem }> {
  if (!("connection" in block)) return { warehouse: block };
  const name = String(block.connection);
  const row = await db.warehouse.findFirst({ where: { workspaceId, name } });
  if (!row || row.kind !== block.kind) return { problem: unknown(name, block.kind, row?.kind) };
  return { warehouse: { ...storedWarehouse(row.settings), connection: row.id } };
}

function unknown(name: string, kind: string, found: string | undefined): Problem {
  return {
    code: "UNKNOWN_CONNECTION",
    path: "warehouse",
    message: found
      ? `The warehouse “${name}” is of kind ${found}, not ${kind}.`
      : `No warehouse called “${name}” is connected here.`,
    fix: found ? `Write \`kind: ${found}\`.` : "Connect it under Catalog, Warehouses, or correct the name.",
  };
}
