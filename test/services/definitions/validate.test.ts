import { describe, expect, it } from "vitest";
import { validateFiles } from "@/lib/services/definitions/validate";
import { SHOP_YAML } from "@/test/factories/shop-workspace";

const NOW = new Date("2026-11-20T12:00:00Z");
const GERMANS = "version: 1\nentity: customers\nwhere: { value: { column: country }, is: { eq: DE } }\n";
const ADS = `version: 1
name: Ads
kind: meta
policy:
  consent: { customers: not_required }
  minimum_size: 10
`;
const TO_ADS = `version: 1
name: Germans to ads
audience: Germans
destination: Ads
object: Germans
mode: mirror
use: target
fields: { EMAIL: email }
`;
const RIGHT = {
  "catalog.yaml": SHOP_YAML,
  "audiences/germans.yaml": GERMANS,
  "destinations/ads.yaml": ADS,
  "syncs/germans.yaml": TO_ADS,
};

const validate = (files: Record<string, string>) =>
  validateFiles(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    NOW,
  );

/** "file:line CODE" of every problem. */
async function problemsOf(files: Record<string, string>): Promise<string[]> {
  const error = await validate({ ...RIGHT, ...files }).then(
    () => null,
    (refusal: { problems: { path: string; code: string }[] }) => refusal,
  );
  return (error?.problems ?? []).map(({ path, code }) => `${path} ${code}`);
}

describe("validateFiles", () => {
  it("finds nothing wrong with what is right", async () => {
    await expect(validate(RIGHT)).resolves.toBeUndefined();
  });

  it("needs a catalog", async () => {
    const { "catalog.yaml": _, ...rest } = RIGHT;
    await expect(validate(rest)).rejects.toMatchObject({
      code: "INVALID_DEFINITIONS",
      message: "catalog.yaml: The folder has no catalog, so nothing in it can be read.",
      fix: "Put the catalog there; `coterie export` writes it.",
    });
  });

  it("says what an audience names and there is not, and refuses values of people", async () => {
    const where = (text: string) => `version: 1\nentity: customers\nwhere:\n  ${text}\n`;
    expect(await problemsOf({ "audiences/a.yaml": where("{ audience: nobody }") })).toEqual([
      "audiences/a.yaml:3 UNKNOWN_AUDIENCE",
    ]);
    expect(
      await problemsOf({ "audiences/a.yaml": where("{ list: staff, key: { column: email } }") }),
    ).toEqual(["audiences/a.yaml:4 UNKNOWN_LIST"]);
    expect(
      await problemsOf({ "audiences/a.yaml": where("{ value: { column: email }, is: { eq: a@b.test } }") }),
    ).toEqual(["audiences/a.yaml:3 PERSONAL_LITERAL"]);
    expect(
      await problemsOf({
        "audiences/a.yaml": where("{ audience: b }"),
        "audiences/b.yaml": where("{ audience: a }"),
      }),
    ).toEqual(["audiences/a.yaml:3 AUDIENCE_CIRCLE", "audiences/b.yaml:3 AUDIENCE_CIRCLE"]);
  });

  it("holds a policy against the catalog and the rules of consent", async () => {
    const policy = (consent: string) => ADS.replace("not_required", consent);
    expect(
      await problemsOf({
        "destinations/ads.yaml": policy("{ not: { value: { column: ads_consent }, is: { eq: false } } }"),
      }),
    ).toEqual(["destinations/ads.yaml:5 CONSENT_BY_ABSENCE"]);
    expect(await problemsOf({ "destinations/ads.yaml": ADS.replace("meta", "fax") })).toEqual([
      "destinations/ads.yaml:3 UNKNOWN_DESTINATION",
    ]);
  });

  it("holds a sync against its audience, its destination's kind, its columns and the sync it follows", async () => {
    const sync = (from: string | RegExp, to: string) => ({ "syncs/germans.yaml": TO_ADS.replace(from, to) });
    expect(await problemsOf(sync("EMAIL: email", "MAIL: emial"))).toEqual([
      "syncs/germans.yaml:8 UNKNOWN_FIELD",
      "syncs/germans.yaml:8 UNKNOWN_COLUMN",
    ]);
    expect(await problemsOf(sync("mirror", "upsert"))).toEqual(["syncs/germans.yaml:6 WRONG_VALUE"]);
    expect(await problemsOf(sync("use: target", "use: target\nshare: treatment"))).toEqual([
      "syncs/germans.yaml:8 UNKNOWN_SPLIT",
    ]);
    expect(await problemsOf(sync("destination: Ads", "destination: Adds"))).toEqual([
      "syncs/germans.yaml:4 NOT_FOUND",
    ]);
    expect(await problemsOf(sync(/$/, "schedule: { after_sync: Germans to ads }\n"))).toEqual([
      "syncs/germans.yaml:9 CIRCLE",
    ]);
    expect(await problemsOf(sync(/$/, 'schedule: { cron: "0 0 31 2 *", zone: UTC }\n'))).toEqual([
      "syncs/germans.yaml:9 NEVER",
    ]);
  });

  it("keeps one file a thing, and one sync an object", async () => {
    expect(
      await problemsOf({
        "audiences/germans.json": JSON.stringify({ version: 1, entity: "customers", where: { all: [] } }),
      }),
    ).toEqual(["audiences/germans.json:1 DEFINED_TWICE", "syncs/germans.yaml:3 NOT_ONE"]);
    expect(await problemsOf({ "syncs/other.yaml": TO_ADS })).toEqual([
      "syncs/other.yaml:1 DEFINED_TWICE",
      "syncs/other.yaml:5 OBJECT_TAKEN",
    ]);
  });
});
