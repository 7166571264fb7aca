import { z } from "zod";
import type { Guard } from "./types";

/** What dbt last tested is not built upon while it fails. */
export const dbt: Guard<Record<string, never>> = {
  id: "dbt",
  label: "dbt tests and source freshness",
  about: "Blocks when a dbt test of a model that is read failed, or dbt found one of its sources stale.",
  stage: "source",
  threshold: z.object({}),
  words: {},
  tells: () => "no failed test and no stale source",
  defaults: () => ({ action: "block", threshold: {} }),
  check({ dbt: said }) {
    const failed = said?.failedTests ?? [];
    const stale = said?.staleSources ?? [];
    const all = [
      ...failed.map((name) => `test ${name} failed`),
      ...stale.map((name) => `source ${name} is stale`),
    ];
    const [first] = all;
    if (!first) return [];
    const more = all.length > 1 ? ` (and ${all.length - 1} more)` : "";
    return [
      {
        subject: all.join(", "),
        message: `dbt says: ${first}${more}.`,
        fix: "Have the data team mend it and run dbt again.",
        measured: all.length,
        allowed: 0,
      },
    ];
  },
};
