import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundle } from "@/scripts/lib/bundle.mjs";

const RECORD = "dist/bundle-test.inputs.json";
const ENTRY = "dist/bundle-test.entry.ts";

beforeAll(() => {
  writeFileSync(ENTRY, "export const answer: number = 41;");
});
afterAll(() => {
  for (const file of [RECORD, ENTRY, "dist/bundle-test.mjs"]) rmSync(file, { force: true });
});

const made = async () => {
  const file = await bundle("bundle-test", ENTRY);
  return { text: readFileSync(file, "utf8"), at: statSync(file).mtimeMs };
};

it("bundles again what changed, and leaves what only has another time, as in an image", async () => {
  const first = await made();
  expect(first.text).toContain("41");
  expect(existsSync(RECORD)).toBe(true);

  const record = JSON.parse(readFileSync(RECORD, "utf8")) as { inputs: Record<string, string> };
  const inputs = Object.fromEntries(Object.keys(record.inputs).map((file) => [file, "0 0"]));
  writeFileSync(RECORD, JSON.stringify({ ...record, inputs }));
  expect(await made()).toEqual(first);

  writeFileSync(ENTRY, "export const answer: number = 42;");
  expect((await made()).text).toContain("42");
});
