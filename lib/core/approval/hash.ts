import { hashOf } from "@/lib/core/canonical";
import type { Bound } from "./types";

/** What an approver signs: SHA-256 of everything the approval rests on. */
export function changeSetHash(bound: Bound): string {
  return hashOf(bound);
}
