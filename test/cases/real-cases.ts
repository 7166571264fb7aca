import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sharedPath } from "@/test/factories/shared";

export type RealCase = {
  id: string;
  set: string;
  as_of: string;
  question: string;
  expected_count: number;
  expected_ids_sha256: string;
};

export const SETS = ["adventureworks", "sakila", "ga4"] as const;

/** The questions that have a segment here; each was answered twice by hand, in SQL and in Python. */
export function casesOf(set: string): RealCase[] {
  const file = sharedPath("cases", "cases.json");
  if (!existsSync(file)) return [];
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: RealCase[] };
  const files = readdirSync(path.join(import.meta.dirname, set));
  return cases.filter((one) => one.set === set && files.includes(`${one.id}.yaml`));
}
