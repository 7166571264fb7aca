import { listHash, listText } from "@/lib/core/list/form";
import { HeldList, type ListForm } from "@/lib/core/list/held";
import type { Audiences } from "@/lib/core/segment/audiences";

const made = new Map<string, HeldList>();

/** A list by what it holds: its name says it, so that a tree printed as JSON can be asked again. */
export function listNameOf(form: ListForm, values: readonly string[]): string {
  return JSON.stringify([form, ...values]);
}

/** What a random tree may name: every list such a name describes, and no audience. */
export const RANDOM_LISTS: Audiences = {
  find: () => ({ problem: { code: "UNKNOWN_AUDIENCE", message: "No audience is known here." } }),
  lists: {
    find: randomHeld,
  },
};

export function randomHeld(id: string): HeldList {
  const known = made.get(id) ?? read(id);
  made.set(id, known);
  return known;
}

/** A tree as it is written: without the lists beside their names. */
export function asWritten<T>(tree: T): T {
  return JSON.parse(JSON.stringify(tree)) as T;
}

function read(id: string): HeldList {
  const [form, ...values] = JSON.parse(id) as [ListForm, ...string[]];
  const salt = "salt";
  const hashes = [...new Set(values.map((value) => listHash(salt, listText(form, value))))].sort();
  return new HeldList(id, id, form, id, () => ({ form, salt, hashes }));
}
