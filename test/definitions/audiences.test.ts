import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadSegmentFile } from "@/lib/definitions/segment";
import { shop } from "../factories/shop";

const GERMANS = "version: 1\nentity: customers\nwhere:\n  value: { column: country }\n  is: { eq: DE }\n";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "audiences-"));
  await mkdir(join(root, "in"));
  await write("outside.yaml", GERMANS);
  await write("in/germans.yml", GERMANS);
  await write("in/both.yml", "{ version: 1, entity: customers, where: { audience: germans } }");
  await write("in/json.json", '{ "version": 1, "entity": "customers", "where": { "audience": "both" } }');
  await write("in/broken.yaml", "version: 1\nwhere: [\n");
  await write("in/unrelated.yaml", "nothing: of the kind");
  await write("in/wrong.yaml", GERMANS.replace("country", "contry"));
  await write("in/twice.yaml", GERMANS);
  await write("in/twice.json", GERMANS);
  await write("in/lost.yaml", "version: 1\nentity: customers\nwhere:\n  audience: nowhere\n");
  await mkdir(join(root, "in", "folder.yaml"));
});

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(root, name), text);
  return join(root, name);
}

async function load(slug: string, folder: string | undefined = join(root, "in")) {
  const where = JSON.stringify({ audience: slug });
  const file = await write("segment.yaml", `version: 1\nentity: customers\nwhere: ${where}\n`);
  return loadSegmentFile(file, shop, folder);
}

describe("audiences in a folder", () => {
  it("are found by the stem of their file, and those they name in turn", async () => {
    const germans = { value: { column: "country" }, is: { eq: "DE" } };
    expect((await load("json")).where).toEqual({
      audience: "json",
      where: { audience: "both", where: { audience: "germans", where: germans } },
    });
  });

  it.each([
    [
      "missing",
      "gremans",
      "There is no audience `gremans` in the folder of audiences; did you mean `germans`?",
    ],
    [
      "missing further on",
      "lost",
      "In the audience `lost` (lost.yaml:3): There is no audience `nowhere` in the folder of audiences.",
    ],
    ["outside the folder", "../outside", "`../outside` is a path, not the name of an audience."],
    ["at a path", "/etc/passwd", "`/etc/passwd` is a path, not the name of an audience."],
    ["hidden", "..", "`..` is a path, not the name of an audience."],
    ["at a Windows path", "in\\germans", "`in\\germans` is a path, not the name of an audience."],
    ["in two files", "twice", "The audience `twice` is in two files, twice.json and twice.yaml."],
    [
      "wrong",
      "wrong",
      "In the audience `wrong` (wrong.yaml:4): `contry` is not a column of customers; did you mean `country`?",
    ],
    [
      "not YAML",
      "broken",
      expect.stringMatching(/^The audience `broken` \(broken.yaml:\d\) does not parse: This is/),
    ],
    [
      "not a segment",
      "unrelated",
      expect.stringMatching(/^In the audience `unrelated` \(unrelated.yaml:1\): /),
    ],
    ["a folder", "folder", expect.stringMatching(/folder\.yaml is a folder\.$/)],
  ])("are refused when %s", async (_, slug, message) => {
    await expect(load(slug)).rejects.toMatchObject({
      code: "INVALID_SEGMENT",
      problems: [{ path: "where", line: 3, message, fix: expect.any(String) }],
    });
  });

  it("cannot be named without a folder", async () => {
    const file = await write("alone.yaml", "{ version: 1, entity: customers, where: { audience: germans } }");
    await expect(loadSegmentFile(file, shop)).rejects.toMatchObject({
      problems: [
        {
          code: "AUDIENCE_FOLDER",
          message: "The audience `germans` is named, but no folder of audiences was.",
          fix: "Name the folder it is a file of: --audiences.",
        },
      ],
    });
  });
});
