import { canonicalJson, hashOf } from "@/lib/core/canonical";
import { heldContents } from "@/lib/core/segment/lists";
import type { BuilderQuestion } from "./question";

/** Longer than the builder keeps one as_of. */
const KEPT_FOR = 30 * 60_000;
const MOST = 5_000;

/** Answers are counts and values of columns that are not personal; of the last used ones, in the process that was asked. */
const answers = new Map<string, { at: number; answer: unknown }>();

export type Remembered = Pick<BuilderQuestion, "workspaceId" | "catalog" | "baseFolder" | "segment" | "asOf">;

/**
 * What was answered before to the same question: of the same workspace and catalog, at the same instant, about whatever
 * `about` says; lists that only `about` names have to be in it by what they hold. Asking again at another instant asks the warehouse again.
 */
export async function answered<T>(question: Remembered, about: unknown, ask: () => Promise<T>): Promise<T> {
  const known = recall<T>(question, about);
  if (known !== undefined) return known;
  const answer = await ask();
  remember(question, about, answer);
  return answer;
}

export function recall<T>(question: Remembered, about: unknown): T | undefined {
  const key = keyOf(question, about);
  const found = answers.get(key);
  if (!found) return undefined;
  answers.delete(key);
  if (Date.now() - found.at > KEPT_FOR) return undefined;
  // Last in line again: a map keeps the order of its entries.
  answers.set(key, found);
  // The cast is safe: `about` names the kind of the question, and each kind is asked in one place.
  return found.answer as T;
}

export function remember(question: Remembered, about: unknown, answer: unknown): void {
  const key = keyOf(question, about);
  answers.delete(key);
  answers.set(key, { at: Date.now(), answer });
  for (const oldest of answers.keys()) {
    if (answers.size <= MOST) break;
    answers.delete(oldest);
  }
}

/** The catalog by its content: what it says of the files in its folder is what is asked, whichever version says it. */
function keyOf({ workspaceId, catalog, baseFolder, segment, asOf }: Remembered, about: unknown): string {
  const known = catalogHashes.get(catalog) ?? hashOf(catalog);
  catalogHashes.set(catalog, known);
  return canonicalJson([workspaceId, known, baseFolder, segment.entity, asOf, heldContents(segment), about]);
}

const catalogHashes = new WeakMap<object, string>();
