import type { Problem } from "@/lib/core/errors";
import { formatPath } from "@/lib/core/path";
import { didYouMean } from "@/lib/core/suggest";
import type { Column, Entity } from "./types";

/** What a warehouse has under a column's name: its type in the warehouse's words, and whether it is what the catalog says. */
export type FoundColumn = { type: string; fits: boolean; fix?: string };

/** What is wrong with a column: `names` are those the warehouse has, `isExact` where it tells capitals from small letters. */
export function columnProblems(
  entity: Pick<Entity, "name">,
  column: Column,
  found: FoundColumn | undefined,
  { names, isExact = false }: { names: readonly string[]; isExact?: boolean },
): Problem[] {
  const path = formatPath(["entities", entity.name, "columns", column.name]);
  if (found === undefined) {
    return [
      {
        code: "COLUMN_MISSING",
        path,
        message: `${entity.name} has no column \`${column.name}\` in the warehouse${didYouMean(column.name, names)}`,
        fix: `Correct its name in the catalog${isExact ? ", capitals included" : ""}, or add it in the warehouse.`,
      },
    ];
  }
  if (found.fits) return [];
  return [
    {
      code: "COLUMN_TYPE",
      path,
      message: `${entity.name}.${column.name} is ${found.type} in the warehouse, and the catalog says ${column.type.kind}.`,
      fix: found.fix ?? "Declare the type the warehouse has.",
    },
  ];
}
