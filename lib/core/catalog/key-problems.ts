import type { Problem } from "@/lib/core/errors";
import type { Entity } from "./types";

/** What is wrong with an entity's key, by how many of its values occur more than once and how many rows lack it. */
export function keyProblems(
  entity: Pick<Entity, "name" | "key">,
  repeated: number,
  unknown: number,
): Problem[] {
  const key = entity.key.join(", ");
  const path = `entities.${entity.name}.key`;
  const problems: Problem[] = [];
  if (repeated) {
    problems.push({
      code: "KEY_NOT_UNIQUE",
      path,
      message: `Several rows of ${entity.name} have the same ${key}: ${repeated} of its values occur more than once.`,
      fix: "Make it unique in the warehouse, or name another key.",
    });
  }
  if (unknown) {
    problems.push({
      code: "KEY_MISSING",
      path,
      message: `Rows of ${entity.name} have no ${key}.`,
      fix: "Give every row its key in the warehouse, or leave such rows out with a query.",
    });
  }
  return problems;
}
