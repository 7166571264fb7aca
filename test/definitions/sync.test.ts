import { describe, expect, it } from "vitest";
import type { Schedule } from "@/lib/core/schedule/types";
import type { SyncView } from "@/lib/core/views/sync";
import { parseSyncFile, syncText, timingOf } from "@/lib/definitions/sync";

const NAMES = {
  syncs: [{ id: "s2", name: "VIPs to ads" }],
  members: [{ id: "u1", email: "mara@shop.test" }],
};

const view = (schedule: Schedule) =>
  ({
    name: "Germans to ads",
    audience: { id: "a", name: "Germans" },
    destination: { id: "d", name: "Ads", kind: "meta" },
    object: { id: "9", name: "Germans" },
    mode: "mirror",
    use: "exclude",
    split: "treatment",
    mapping: { fields: { EMAIL: { column: "email" } } },
    description: "For autumn.",
    labels: ["autumn"],
    owner: { id: "u1", name: "Mara", isGone: false },
    timing: {
      schedule,
      blackout: { windows: [{ days: ["sunday"], from: "00:00", to: "06:00" }], zone: "UTC" },
      endsOn: "2027-03-31",
    },
  }) as unknown as SyncView;

describe("a sync as a file", () => {
  it("says everything it is", () => {
    expect(syncText(view({ kind: "interval", minutes: 1_440 }), NAMES)).toBe(`version: 1
name: Germans to ads
audience: Germans
destination: Ads
object: Germans
mode: mirror
use: exclude
share: treatment
fields:
  EMAIL: email
description: For autumn.
labels:
  - autumn
owner: mara@shop.test
schedule:
  every: 1 day
blackout:
  zone: UTC
  windows:
    - days:
        - sunday
      from: 00:00
      to: 06:00
ends_on: 2027-03-31
`);
  });

  it("says of records how they are found and written", () => {
    const record = {
      mapping: {
        key: { field: "email", from: { column: "email" } },
        fields: [
          {
            field: "tier",
            from: { lookup: { column: "tier" }, table: { gold: "A" }, otherwise: "Z" },
            when: "fill_if_empty",
            nulls: "skip",
          },
        ],
      },
      mode: "upsert",
      removal: null,
      known: {},
    };
    const records = {
      ...view({ kind: "none" }),
      mode: "upsert",
      use: "target",
      mapping: { fields: {} },
      record,
    };
    const text = syncText(records as unknown as SyncView, NAMES);
    expect(text).toContain(`fields: {}
records:
  key:
    field: email
    from:
      column: email
  fields:
    - field: tier
      from:
        lookup:
          column: tier
        table:
          gold: A
        otherwise: Z
      when: fill_if_empty
      nulls: skip
  removal: null
`);
    const { value, problems } = parseSyncFile(text);
    expect({ records: value?.records, problems }).toEqual({
      records: { ...record.mapping, removal: null },
      problems: [],
    });
  });

  it.each<Schedule>([
    { kind: "none" },
    { kind: "interval", minutes: 45 },
    { kind: "cron", cron: "0 6 * * 1-5", zone: "Europe/Berlin" },
    { kind: "after_sync", sync: "s2" },
    { kind: "after_dbt", job: "nightly" },
    { kind: "after_dbt", job: null },
  ])("gives its schedule back: %j", (schedule) => {
    const { value, problems } = parseSyncFile(syncText(view(schedule), NAMES));
    expect(problems).toEqual([]);
    expect(timingOf(value!, NAMES)).toEqual({
      schedule,
      blackout: { windows: [{ days: ["sunday"], from: "00:00", to: "06:00" }], zone: "UTC" },
      endsOn: "2027-03-31",
    });
  });

  it("says where it is wrong", () => {
    const text = syncText(view({ kind: "interval", minutes: 45 }), NAMES);
    const { problems } = parseSyncFile(text.replace("ends_on", "end_on"));
    expect(problems).toMatchObject([{ line: 24, message: expect.stringContaining("end_on") }]);
    expect(parseSyncFile(text.replace("45 minutes", "soon")).problems[0]).toMatchObject({ line: 16 });
  });
});
