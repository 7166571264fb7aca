import { hashOf } from "@/lib/core/canonical";
import type { RowScope } from "./types";

/**
 * What the text of every query within a scope says, beside the condition it is compiled with. A query without it is not asked
 * for whoever has the scope.
 */
export function scopeMark(scope: RowScope): string {
  return `/* row scope ${hashOf(scope).slice(0, 16)} */`;
}
