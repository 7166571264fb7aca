import { z } from "zod";

/** What is read of dbt's artifacts; other keys are let be. https://docs.getdbt.com/reference/artifacts/dbt-artifacts (2026-11-20) */
const node = z.looseObject({
  resource_type: z.string().optional(),
  name: z.string().optional(),
  relation_name: z.string().nullish(),
  schema: z.string().nullish(),
  alias: z.string().nullish(),
  identifier: z.string().nullish(),
  source_name: z.string().optional(),
  package_name: z.string().optional(),
  version: z.union([z.string(), z.number()]).nullish(),
  depends_on: z.looseObject({ nodes: z.array(z.string()).optional() }).optional(),
});

export const Manifest = z.looseObject({
  metadata: z.looseObject({ project_name: z.string().nullish() }).optional(),
  nodes: z.record(z.string(), node),
  sources: z.record(z.string(), node).default({}),
});
export const RunResults = z.looseObject({
  results: z.array(z.looseObject({ unique_id: z.string(), status: z.string() })),
});
export const SourceFreshness = z.looseObject({
  results: z.array(z.looseObject({ unique_id: z.string(), status: z.string() })),
});

export type DbtNode = z.infer<typeof node>;
export type Manifest = z.infer<typeof Manifest>;

/** `runResults` and `sources` are null where dbt wrote none. */
export type DbtArtifacts = {
  manifest: Manifest;
  runResults: z.infer<typeof RunResults> | null;
  sources: z.infer<typeof SourceFreshness> | null;
};
