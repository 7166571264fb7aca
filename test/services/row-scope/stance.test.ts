import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { GERMANY } from "@/test/factories/scoped";
import { servicesByFile } from "@/test/support/services";

const files = await servicesByFile();
const services = [...files.keys()];
const named = (stance: (rows: unknown) => boolean) =>
  services
    .filter(({ spec }) => stance(spec.rows))
    .map(({ spec }) => spec.name)
    .sort();

/** Each says something to someone with a row scope, and was looked at for it; a new one is refused until it is here. */
const KEPT_WITHIN = [
  "alert.list",
  "audience.create",
  "audience.get",
  "audience.list",
  "change_set.list",
  "column.examples",
  "column.held",
  "column.values",
  "destination.objects",
  "destination.status",
  "person.audiences",
  "person.explain",
  "person.find",
  "run.list",
  "run.list_passes",
  "segment.breakdown",
  "segment.changes",
  "segment.count",
  "segment.funnel",
  "segment.overlap",
  "segment.reach",
  "segment.sample",
  "segment.stages",
  "sync.list",
  "sync.sample_records",
  "trait.preview",
];

const NO_ROWS = [
  "assist.get",
  "audience.compare_versions",
  "audience.uses",
  "catalog.get",
  "destination.create_object",
  "destination.get",
  "destination.kinds",
  "destination.list",
  "destination.record_objects",
  "exclusion.list",
  "list.get",
  "list.list",
  "member.list",
  "priority_set.list",
  "segment.draft",
  "segment.inspect",
  "session.get",
  "sync.preview",
  "sync.preview_records",
  "trait.get",
  "trait.list",
  "workspace.first_steps",
];

/** What reads rows, or holds what was read of them. */
const READING =
  /from "[./]*(builder\/)?(ask|open-column|count|sample)"|open-warehouse"|segment\/(count|members|explain)"/;

/** Whoever sees only some rows, without a database: what asks one is not refused by its stance. */
const scoped = (role: Actor["role"]): Actor => ({
  ...{ userId: "u", name: "Ana", workspaceId: "w", role },
  rowScope: GERMANY,
});

describe("a service, to someone with a row scope,", () => {
  it("keeps within it, or tells of no rows, or is about one thing, or is refused", () => {
    expect(named((rows) => rows === "kept_within")).toEqual(KEPT_WITHIN);
    expect(named((rows) => rows === "no_rows")).toEqual(NO_ROWS);
  });

  it.each(
    services.filter(({ spec }) => spec.rows === undefined).map((service) => [service.spec.name, service]),
  )("%s is refused before its input is read", async (_name, service) => {
    const asked = service.from(scoped(service.spec.role), "not even an object");
    await expect(asked).rejects.toMatchObject({ code: "ROW_SCOPE" });
  });

  it.each(
    services.filter(({ spec }) => spec.rows === "no_rows").map((service) => [service.spec.name, service]),
  )("%s asks no warehouse", (name, service) => {
    const text = readFileSync(path.join("lib/services", files.get(service)!), "utf8");
    // It shows the SQL of a tree, and asks it nowhere.
    expect(name === "segment.inspect" ? "" : (READING.exec(text)?.[0] ?? "")).toBe("");
  });
});
