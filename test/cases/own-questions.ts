import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/** `zone`: of the workspace, where it is not UTC. `sql` names the keys of the same people, by the files' own names. */
export type OwnQuestion = {
  id: string;
  question: string;
  entity?: string;
  zone?: string;
  as_of: string;
  where: unknown;
  sql: string;
};

export function questionsOf(set: string): OwnQuestion[] {
  const file = path.join(import.meta.dirname, "own", `${set}.yaml`);
  return parse(readFileSync(file, "utf8")) as OwnQuestion[];
}
