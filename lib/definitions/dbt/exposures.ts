import { stringify } from "yaml";
import type { SyncSourcesView } from "@/lib/core/views/exposure";
import type { DbtNode, Manifest } from "./artifacts";
import { isTable } from "./facts";

export type Exposures = {
  text: string;
  /** Tables that are nothing of the dbt project, sorted; without a manifest nobody knows. */
  unknown: string[];
};

/**
 * Syncs as dbt exposures, so that lineage shows what leaves through them (https://docs.getdbt.com/reference/exposure-properties,
 * 2026-11-20). With dbt's manifest each table is the model, seed, snapshot or source it is; without it every table is taken for a model.
 */
export function dbtExposures(
  syncs: readonly SyncSourcesView[],
  manifest: Manifest | null,
  addressOf: (syncId: string) => string,
): Exposures {
  const unknown = new Set<string>();
  const names = new Set<string>();
  const exposures = syncs.map((sync) => {
    const parents = sync.tables.flatMap((table) => {
      const parent = manifest ? parentOf(manifest, table) : reference("ref", [table.at(-1) ?? ""]);
      if (parent === null) unknown.add(table.join("."));
      return parent ?? [];
    });
    return {
      name: exposureName(sync.name, names),
      label: plain(sync.name),
      type: "application",
      url: addressOf(sync.id),
      description: plain(descriptionOf(sync)),
      ...(parents.length > 0 && { depends_on: [...new Set(parents)].sort() }),
      owner: sync.owner ? { name: plain(sync.owner.name), email: sync.owner.email } : { name: "Coterie" },
    };
  });
  const text = stringify({ version: 2, exposures }, { lineWidth: 0, aliasDuplicateObjects: false });
  return { text: `# Written by coterie export --dbt-exposures.\n${text}`, unknown: [...unknown].sort() };
}

function descriptionOf({ audience, destination, object, description }: SyncSourcesView): string {
  const where = object === null ? destination : `“${object}” of ${destination}`;
  return [`Sends the audience “${audience}” to ${where}.`, description].filter(Boolean).join(" ");
}

const REFERRED = ["model", "seed", "snapshot"];

function parentOf({ nodes, sources, metadata }: Manifest, table: readonly string[]): string | null {
  const node = Object.values(nodes).find(
    (one) => REFERRED.includes(one.resource_type ?? "") && isTable(one, table),
  );
  if (node) return refOf(node, metadata?.project_name ?? null);
  const source = Object.values(sources).find((one) => isTable(one, table));
  return source ? reference("source", [source.source_name ?? "", source.name ?? ""]) : null;
}

/** Models of other packages are named with theirs; a version is named where a model has one. */
function refOf({ name = "", package_name, version }: DbtNode, project: string | null): string | null {
  const isOwn = project === null || package_name === undefined || package_name === project;
  const ref = reference("ref", isOwn ? [name] : [package_name, name]);
  if (version === null || version === undefined || ref === null) return ref;
  const written = typeof version === "number" ? String(version) : `'${version}'`;
  return /^[\w.']+$/.test(written) ? ref.replace(/\)$/, `, v=${written})`) : null;
}

/** What stands between quotes must not end them. */
function reference(call: "ref" | "source", names: readonly string[]): string | null {
  if (names.some((name) => !/^[\p{L}\p{N}_.$ -]+$/u.test(name))) return null;
  return `${call}(${names.map((name) => `'${name}'`).join(", ")})`;
}

/** Letters, digits and underscores; two of a name are told apart. */
function exposureName(name: string, taken: Set<string>): string {
  const ascii = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const stem = `coterie_${ascii.replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "") || "sync"}`;
  let free = stem;
  for (let number = 2; taken.has(free); number++) free = `${stem}_${number}`;
  taken.add(free);
  return free;
}

/** dbt reads templates in texts: a name that looks like one stays a name. */
function plain(text: string): string {
  return text.replace(/\{(?=[{%#])/g, "{ ");
}
