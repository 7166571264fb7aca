import { describe, expect, it } from "vitest";
import { DEFAULT_RULES } from "@/lib/core/alerts/types";
import type { Schedule } from "@/lib/core/schedule/types";
import type { SyncAlertsView } from "@/lib/core/views/alert";
import type { SyncView } from "@/lib/core/views/sync";
import { differences, parseSyncFile, settingsOf, syncText, timingOf } from "@/lib/definitions/sync";
import { alertsOf } from "@/lib/definitions/sync-alerts";

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
    mapping: { fields: { EMAIL: { column: "email" } }, country: { column: "country" }, defaultCountry: "DE" },
    record: null,
    guards: {},
    description: "For autumn.",
    labels: ["autumn"],
    owner: { id: "u1", name: "Mara", isGone: false },
    timing: {
      schedule,
      blackout: { windows: [{ days: ["sunday"], from: "00:00", to: "06:00" }], zone: "UTC" },
      endsOn: "2027-03-31",
    },
    month: { budget: { platformCalls: 10_000, bytesBilled: 2.5e9, atLimit: "block" } },
  }) as unknown as SyncView;

const QUIET: SyncAlertsView = {
  inherited: DEFAULT_RULES,
  set: {},
  inForce: DEFAULT_RULES,
  channels: [
    { id: "c1", name: "Data team", kind: "slack", enabled: true },
    { id: "c2", name: "On call", kind: "pagerduty", enabled: true },
  ],
  chosen: [],
};

describe("a sync as a file", () => {
  it("says everything it is", () => {
    expect(syncText(view({ kind: "interval", minutes: 1_440 }), QUIET, NAMES)).toBe(`version: 1
name: Germans to ads
audience: Germans
destination: Ads
object: Germans
mode: mirror
use: exclude
share: treatment
fields:
  EMAIL: email
country: country
default_country: DE
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
budget:
  calls: 10000
  gigabytes: 2.5
  at_limit: block
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
    const text = syncText(records as unknown as SyncView, QUIET, NAMES);
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
    const { value, problems } = parseSyncFile(syncText(view(schedule), QUIET, NAMES));
    expect(problems).toEqual([]);
    expect(timingOf(value!, NAMES)).toEqual({
      schedule,
      blackout: { windows: [{ days: ["sunday"], from: "00:00", to: "06:00" }], zone: "UTC" },
      endsOn: "2027-03-31",
    });
  });

  it("says who is told of what, and gives it back", () => {
    const set = { slow: { warning: 4, leastMinutes: 20 }, stale: { hours: { critical: 60 } } };
    const text = syncText(view({ kind: "none" }), { ...QUIET, set, chosen: ["c2"] }, NAMES);
    expect(text).toContain(`alerts:
  channels:
    - On call
  slow:
    warning: 4
    least_minutes: 20
  stale:
    hours:
      critical: 60
`);
    const { value } = parseSyncFile(text);
    expect(alertsOf(value!.alerts!, QUIET)).toEqual({ rules: set, channels: ["c2"] });
    expect(alertsOf({}, QUIET)).toEqual({ rules: {}, channels: [] });
    expect(alertsOf({ channels: ["Nobody"] }, QUIET).channels).toEqual(["Nobody"]);
  });

  it("says what of it is otherwise than a sync is", () => {
    const sync = view({ kind: "none" });
    const { value } = parseSyncFile(syncText(sync, QUIET, NAMES));
    expect(differences(value!, sync)).toEqual({ places: [], terms: [] });
    const other = { ...value!, object: "Swiss", mode: "add_only" as const, default_country: undefined };
    expect(differences(other, sync)).toEqual({ places: ["object"], terms: ["mode", "default_country"] });
    expect(settingsOf(value!)).toEqual({
      kind: "set",
      settings: {
        name: "Germans to ads",
        mapping: {
          fields: { EMAIL: { column: "email" } },
          country: { column: "country" },
          defaultCountry: "DE",
        },
        mode: "mirror",
        use: "exclude",
        split: "treatment",
        guards: {},
      },
    });
  });

  it("says where it is wrong", () => {
    const text = syncText(view({ kind: "interval", minutes: 45 }), QUIET, NAMES);
    const { problems } = parseSyncFile(text.replace("ends_on", "end_on"));
    expect(problems).toMatchObject([{ line: 30, message: expect.stringContaining("end_on") }]);
    expect(parseSyncFile(text.replace("45 minutes", "soon")).problems[0]).toMatchObject({ line: 18 });
  });
});
