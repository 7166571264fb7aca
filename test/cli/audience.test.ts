import { spawn } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

const CATALOG = `version: 1
name: Shop
zone: Europe/Berlin
warehouse: { kind: duckdb, folder: . }
entities:
  people:
    files: people.csv
    key: id
    pii: none
    columns: { id: text, country: text, joined: date }
`;
const PEOPLE = `id,country,joined
b,DE,2024-01-01
a,DE,2024-05-31
ä,FR,2024-06-01
z,,2024-06-02
`;
const GERMANS = "{ version: 1, entity: people, where: { value: { column: country }, is: { eq: DE } } }";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coterie-cli-"));
  await write("shop.yaml", CATALOG);
  await write("people.csv", PEOPLE);
  await write("germans.yaml", GERMANS);
});

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

type Outcome = { code: number | null; stdout: string; stderr: string };

/** The command as a shell runs it. */
function coterie(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, ["scripts/coterie.mjs", ...args]);
  const outcome = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    outcome.stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    outcome.stderr += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...outcome }));
  });
}

function audience(verb: string, segment: string, ...more: string[]): Promise<Outcome> {
  return coterie(
    "audience",
    verb,
    "--catalog",
    join(folder, "shop.yaml"),
    "--segment",
    join(folder, segment),
    ...more,
  );
}

describe("coterie audience", () => {
  it("prints members one a line, sorted bytewise", async () => {
    await write("everyone.yaml", "{ version: 1, entity: people, where: { all: [] } }");
    expect(await audience("members", "everyone.yaml")).toEqual({
      code: 0,
      stdout: "a\nb\nz\nä\n",
      stderr: "",
    });
  });

  it("prints members as JSON lines", async () => {
    expect(await audience("members", "germans.yaml", "--format", "ndjson")).toEqual({
      code: 0,
      stdout: '{"key":"a"}\n{"key":"b"}\n',
      stderr: "",
    });
  });

  it("counts", async () => {
    expect(await audience("count", "germans.yaml")).toEqual({ code: 0, stdout: "2\n", stderr: "" });
    const { stdout } = await audience("count", "germans.yaml", "--json", "--as-of", "2024-07-01");
    expect(JSON.parse(stdout)).toEqual({ members: 2, population: 4, asOf: "2024-06-30T22:00:00Z" });
  });

  it("asks at the given time", async () => {
    await write(
      "month.yaml",
      "{ version: 1, entity: people, where: { value: { column: joined }, is: { during: { calendar: this, unit: month } } } }",
    );
    expect((await audience("count", "month.yaml", "--as-of", "2024-06-15")).stdout).toBe("2\n");
    expect((await audience("count", "month.yaml", "--as-of", "2024-05-31T22:30:00Z")).stdout).toBe("2\n");
    expect((await audience("count", "month.yaml", "--as-of", "2024-05-31T21:30:00Z")).stdout).toBe("1\n");
  });

  it("describes", async () => {
    expect(await audience("describe", "germans.yaml")).toEqual({
      code: 0,
      stdout: "Everyone in People whose country is “DE”.\n",
      stderr: "",
    });
  });

  it("explains one row, with the values its conditions saw", async () => {
    await write(
      "young.yaml",
      "{ version: 1, entity: people, where: { all: [{ value: { column: country }, is: { eq: DE } }, { value: { since: { column: joined }, in: month }, is: { lt: 3 } }] } }",
    );
    const at = ["--as-of", "2024-07-01"];
    expect(await audience("explain", "young.yaml", "--key", "b", ...at)).toEqual({
      code: 0,
      stdout: [
        "no   All of these",
        "  yes  Country is “DE”",
        "         Country: DE",
        "  no   Number of full months since joined is less than 3",
        "         Number of full months since joined: 6",
        "",
      ].join("\n"),
      stderr: "",
    });
    const { stdout } = await audience("explain", "young.yaml", "--key", "z", ...at, "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      path: "where",
      verdict: false,
      children: [
        { path: "where.all[0]", verdict: false, seen: [{ words: "Country", text: null, pii: null }] },
        { path: "where.all[1]", verdict: true, seen: [{ text: "0" }] },
      ],
    });
    expect(await audience("explain", "young.yaml", "--key", "nobody", ...at)).toEqual({
      code: 1,
      stdout: "",
      stderr: "No row of people has that key. Write the key as `members` prints it.\n",
    });
  });

  it("prints SQL with its parameters", async () => {
    const { code, stdout } = await audience("sql", "germans.yaml", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ sql: expect.stringContaining("SELECT"), parameters: ["DE"] });
    expect((await audience("sql", "germans.yaml")).stdout).toMatch(/\n-- 1: "DE"\n$/);
  });

  it("prints the plan instead", async () => {
    expect((await audience("sql", "germans.yaml", "--explain")).stdout).toBe(
      "people, each row once\n  Country is “DE”\nparameters: 1\n",
    );
  });

  it("validates", async () => {
    expect(await audience("validate", "germans.yaml")).toEqual({
      code: 0,
      stdout: `${join(folder, "germans.yaml")} is a segment of people.\n`,
      stderr: "",
    });
  });

  it("lists every problem, and refuses in one line", async () => {
    const file = await write(
      "wrong.yaml",
      "version: 1\nentity: people\nwhere:\n  any:\n    - { value: { column: contry }, is: { eq: DE } }\n    - { audience: vip }\n",
    );
    expect(await audience("validate", "wrong.yaml")).toEqual({
      code: 1,
      stdout: [
        "line 5, where.any[0].value.column: `contry` is not a column of people; did you mean `country`? Use `country`, or ask the data team to add `contry` to the catalog.",
        "line 6, where.any[1]: The audience `vip` is named, but no folder of audiences was. Name the folder it is a file of: --audiences.",
        "",
      ].join("\n"),
      stderr: `${file}:5: \`contry\` is not a column of people; did you mean \`country\`? (and 1 more problem) Use \`country\`, or ask the data team to add \`contry\` to the catalog.\n`,
    });
  });

  it("refuses in JSON for machines", async () => {
    const { code, stdout, stderr } = await audience("members", "nowhere.yaml", "--json");
    expect(code).toBe(1);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: "FILE",
        message: `There is no file ${join(folder, "nowhere.yaml")}.`,
        remedy: "fix_input",
        fix: "Check the path of the segment.",
        path: join(folder, "nowhere.yaml"),
        problems: [],
      },
    });
  });

  it("looks audiences up in their folder", async () => {
    const file = await write(
      "others.yaml",
      "{ version: 1, entity: people, where: { not: { audience: germans } } }",
    );
    expect((await audience("members", "others.yaml", "--audiences", folder)).stdout).toBe("z\nä\n");
    expect(await audience("describe", "others.yaml", "--audiences", folder)).toEqual({
      code: 0,
      stdout: "Everyone in People except those in the audience “germans”.\n",
      stderr: "",
    });
    await write("circle.yaml", "{ version: 1, entity: people, where: { audience: circle } }");
    await write("others.yaml", "{ version: 1, entity: people, where: { audience: circle } }");
    expect(await audience("count", "others.yaml", "--audiences", folder)).toEqual({
      code: 1,
      stdout: "",
      stderr: `${file}:1: In the audience \`circle\` (circle.yaml:1): The audience \`circle\` names itself. Write one of the conditions out where the circle should end.\n`,
    });
  });

  it("refuses a folder of audiences that is not there", async () => {
    expect(await audience("count", "germans.yaml", "--audiences", "no-such-folder")).toMatchObject({
      code: 1,
      stderr: "There is no folder no-such-folder. Check the path after --audiences.\n",
    });
  });

  it.each([
    ["a missing option", ["audience", "count"]],
    ["an unknown command", ["audience", "cuont"]],
    ["an unknown option", ["schema", "segment", "--pretty"]],
    ["an unknown format", ["schema", "nonsense"]],
    ["a time that is none", ["audience", "count", "--catalog", "x", "--segment", "y", "--as-of", "noon"]],
    ["no command", []],
  ])("answers %s with how to call it", async (_, args) => {
    const { code, stdout, stderr } = await coterie(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).not.toBe("");
  });

  it("stops quietly when its reader has seen enough", async () => {
    await write(
      "many.csv",
      `id,country,joined\n${Array.from({ length: 300_000 }, (_, i) => `p${i},DE,\n`).join("")}`,
    );
    await write("many.yaml", CATALOG.replace("people.csv", "many.csv"));
    const child = spawn(process.execPath, [
      "scripts/coterie.mjs",
      ...[
        "audience",
        "members",
        "--catalog",
        join(folder, "many.yaml"),
        "--segment",
        join(folder, "germans.yaml"),
      ],
    ]);
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

describe("coterie audience with an audience's own parts", () => {
  const WHOLE = `version: 1
entity: people
where: { all: [] }
exclude: [{ audience: germans }]
limit: { top: 1, by: { column: joined }, order: desc }
splits: { salt: s, shares: [{ name: treatment, percent: 100 }] }
`;
  const ask = (verb: string, ...more: string[]) =>
    audience(verb, "whole.yaml", "--audiences", folder, ...more);

  it("excludes, limits and splits", async () => {
    await write("whole.yaml", WHOLE);
    expect(await ask("members")).toEqual({ code: 0, stdout: "z\n", stderr: "" });
    expect(await ask("members", "--split", "treatment")).toMatchObject({ code: 0, stdout: "z\n" });
    expect((await ask("describe")).stdout).toBe(
      "Everyone in People. Without members of “germans”. Of these the 1 with the highest joined. Split into treatment 100 % (draw “s”).\n",
    );
    expect(await ask("count", "--split", "holdout")).toEqual({
      code: 1,
      stdout: "",
      stderr: "The audience has no share of this name. Use one of “treatment”.\n",
    });
  });
});

describe("coterie catalog check", () => {
  const check = (name: string, ...more: string[]) =>
    coterie("catalog", "check", "--catalog", join(folder, name), ...more);

  it("says that the warehouse has what the catalog names", async () => {
    expect(await check("shop.yaml")).toEqual({
      code: 0,
      stdout: `${join(folder, "shop.yaml")} fits its warehouse: 1 entity.\n`,
      stderr: "",
    });
  });

  it("lists what the warehouse does not have, with its line", async () => {
    const file = await write("moved.yaml", CATALOG.replace("people.csv", "persons.csv"));
    const message = `The file persons.csv of people is not in ${folder}.`;
    const fix = "Put the file back, or correct its name in the catalog.";
    expect(await check("moved.yaml")).toEqual({
      code: 1,
      stdout: `line 6, entities.people: ${message} ${fix}\n`,
      stderr: `${file}:6: ${message} ${fix}\n`,
    });
    const { code, stdout } = await check("moved.yaml", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "CATALOG_DOES_NOT_FIT", path: `${file}:6` } });
  });

  it("is called with a catalog", async () => {
    expect(await coterie("catalog", "check")).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("coterie schema", () => {
  it("prints the JSON Schema of a format", async () => {
    const { code, stdout } = await coterie("schema", "catalog");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ title: "Coterie catalog", type: "object" });
  });
});
