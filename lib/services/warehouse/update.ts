import { z } from "zod";
import { isSame } from "@/lib/core/canonical";
import { Conflict } from "@/lib/core/errors";
import { openSecrets, sealSecrets } from "@/lib/db/secrets";
import { storedCatalog, storedWarehouse, toJson } from "@/lib/db/stored";
import { keepCatalogVersion } from "../catalog/keep-version";
import { lockRow } from "../lock";
import { change, type Step } from "../service";
import { requireFreeName, typedSettings } from "./create";
import { loadWarehouse, parseWarehouse } from "./load";
import { typedSettingsOf } from "./view";

const input = z.object({
  id: z.string(),
  name: z.string().trim().min(1).max(200).optional(),
  settings: typedSettings.optional(),
  /** Only those given are replaced. */
  secrets: z.record(z.string(), z.string()).optional(),
});

/**
 * Renames, replaces a password, or points somewhere else. The last makes a new version of the catalog that reads it, and
 * so voids the approvals that rest on it.
 */
export const updateWarehouse = change(
  { name: "warehouse.update", role: "admin", input },
  async (step, { id, ...given }) => {
    const { tx, actor, audit } = step;
    await lockRow(tx, "Warehouse", actor.workspaceId, id);
    const before = await loadWarehouse(tx, actor.workspaceId, id);
    const name = given.name ?? before.name;
    await requireFreeName(tx, actor.workspaceId, name, id);
    const { settings, secrets } = parseWarehouse(before.kind, given.settings ?? typedSettingsOf(before), {
      ...openSecrets(before.secrets, id),
      ...given.secrets,
    });
    const isMoved = !isSame(settings, before.settings);
    const isNewSecret = given.secrets !== undefined;
    await tx.warehouse.update({
      where: { id },
      data: {
        name,
        settings: toJson(settings),
        secrets: sealSecrets(secrets, id),
        ...(isMoved || isNewSecret ? { status: "untested", problem: null } : {}),
      },
    });
    await audit({
      action: "warehouse.update",
      subject: `warehouse:${id}`,
      before: { name: before.name, settings: storedWarehouse(before.settings) },
      after: { name, settings, secretsReplaced: isNewSecret },
    });
    if (name !== before.name) await requireUnnamed(step, id, before.name);
    if (isMoved) await moveCatalog(step, id, settings);
    return { id };
  },
);

/** A catalog's file names the connection: under another name its next import would not find it. */
async function requireUnnamed(step: Step, id: string, name: string): Promise<void> {
  if (!(await catalogReading(step, id))) return;
  throw new Conflict(
    "WAREHOUSE_NAMED",
    `The catalog's file names this warehouse “${name}”.`,
    "Connect it once more under the other name, and import the catalog with that.",
  );
}

async function moveCatalog(step: Step, id: string, settings: { kind: string }): Promise<void> {
  const row = await catalogReading(step, id);
  if (!row) return;
  const catalog = { ...storedCatalog(row.content), warehouse: { ...settings, connection: id } };
  await keepCatalogVersion(step, { catalog, source: row.source, baseFolder: row.baseFolder });
}

/** The catalog in force, where it reads this warehouse. */
async function catalogReading({ tx, actor }: Step, id: string) {
  const { workspaceId } = actor;
  const row = await tx.catalogVersion.findFirst({ where: { workspaceId }, orderBy: { version: "desc" } });
  return row && storedCatalog(row.content).warehouse.connection === id ? row : null;
}
