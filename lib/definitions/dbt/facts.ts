import type { DbtFact } from "@/lib/core/guards/types";
import type { DbtArtifacts, DbtNode, Manifest } from "./artifacts";

const FAILED = ["fail", "error", "runtime error"];

/** What dbt last said of these tables: failed tests of the models they are, stale sources anywhere above them. */
export function dbtFacts(
  { manifest, runResults, sources }: DbtArtifacts,
  tables: readonly (readonly string[])[],
): DbtFact {
  const read = new Set(
    Object.entries({ ...manifest.nodes, ...manifest.sources })
      .filter(([, node]) => !isTest(node) && tables.some((table) => isTable(node, table)))
      .map(([id]) => id),
  );
  const above = ancestors(manifest, read);
  const bad = (results: readonly { unique_id: string; status: string }[]) =>
    results.filter(({ status }) => FAILED.includes(status)).map(({ unique_id }) => unique_id);
  const failedTests = bad(runResults?.results ?? []).filter((id) =>
    manifest.nodes[id]?.depends_on?.nodes?.some((parent) => read.has(parent)),
  );
  const staleSources = bad(sources?.results ?? []).filter((id) => above.has(id));
  return {
    failedTests: failedTests.map((id) => manifest.nodes[id]?.name ?? id).sort(),
    staleSources: staleSources.map((id) => nameOf(id, manifest.sources[id])).sort(),
  };
}

const isTest = ({ resource_type }: DbtNode) => resource_type === "test" || resource_type === "unit_test";

function nameOf(id: string, source: DbtNode | undefined): string {
  return source?.source_name && source.name ? `${source.source_name}.${source.name}` : id;
}

/** Names are compared from their end: the catalog may leave out the database, dbt never does. Case is the warehouse's affair. */
export function isTable(node: DbtNode, table: readonly string[]): boolean {
  const known = node.relation_name
    ? partsOf(node.relation_name)
    : [node.schema, node.alias ?? node.identifier ?? node.name].filter((part) => part != null).map(String);
  const tail = known.slice(-table.length).map((part) => part.toLowerCase());
  return tail.length === table.length && table.every((part, at) => part.toLowerCase() === tail[at]);
}

/** `"db"."schema"."name"`, with whatever quotes a warehouse has; all of it may stand between one pair of backticks. */
function partsOf(relation: string): string[] {
  return relation.split(".").map((part) => part.replace(/^[`"[]|[`"\]]$/g, ""));
}

function ancestors({ nodes }: Manifest, start: ReadonlySet<string>): Set<string> {
  const seen = new Set(start);
  const queue = [...start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const parent of nodes[id]?.depends_on?.nodes ?? []) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      queue.push(parent);
    }
  }
  return seen;
}
