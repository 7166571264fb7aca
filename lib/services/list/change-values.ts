import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import { listHash } from "@/lib/core/list/form";
import { type ListContent, MAX_ENTRIES } from "@/lib/core/list/held";
import type { ListChangeView } from "@/lib/core/views/list";
import { recheckApprovals } from "../approval/recheck";
import { lockRow } from "../lock";
import { service } from "../service";
import { loadList } from "./load";
import { readValues, tooMany } from "./read-values";
import { listStore } from "./store";

const MODES = ["replace", "add", "remove"] as const;

const input = z.object({
  id: z.string(),
  mode: z.enum(MODES),
  /** UTF-8 text, one value a line. */
  values: z.custom<AsyncIterable<Uint8Array>>((value) => Symbol.asyncIterator in Object(value)),
});

/**
 * Puts values into a list, adds them or takes them out, as they arrive; only their hashes are kept. Approvals that rest on the list
 * become void where it then holds something else.
 */
export const changeListValues = service(
  { name: "list.change_values", role: "marketer", input },
  async ({ actor, db, transaction }, { id, mode, values }): Promise<ListChangeView> => {
    const { form } = await loadList(db, actor.workspaceId, id);
    const sent = await readValues(values, form);
    const store = listStore();
    const done = await transaction(async (step) => {
      const { tx, audit, unchanged } = step;
      await lockRow(tx, "HeldList", actor.workspaceId, id);
      const list = await loadList(tx, actor.workspaceId, id);
      await store.bring([{ list: id, hash: list.content }]);
      const before = store.read(id, list.content);
      const hashes = changed(before, sent.texts, mode);
      const content = await store.write(id, { ...before, hashes });
      if (content === list.content) unchanged();
      else {
        const data = { content, entries: hashes.length, updatedById: actor.userId };
        await tx.heldList.update({ where: { id }, data });
        await recheckApprovals(step, {});
        await audit({
          action: `list.${mode}`,
          subject: `list:${id}`,
          before: { entries: list.entries, content: list.content },
          after: { entries: hashes.length, content },
        });
      }
      return { content, entries: hashes.length, before: list.entries };
    });
    // What the list held before goes once nothing can ask for it any more.
    await store.keepOnly(id, done.content);
    const { lines, blank, duplicates } = sent;
    return { entries: done.entries, before: done.before, lines, blank, duplicates };
  },
);

function changed(
  { salt, hashes }: ListContent,
  texts: ReadonlySet<string>,
  mode: (typeof MODES)[number],
): string[] {
  const sent = [...texts].map((text) => listHash(salt, text));
  if (mode === "replace") return withinLimit(new Set(sent));
  if (mode === "add") return withinLimit(new Set([...hashes, ...sent]));
  const gone = new Set(sent);
  return hashes.filter((hash) => !gone.has(hash));
}

function withinLimit(hashes: ReadonlySet<string>): string[] {
  if (hashes.size > MAX_ENTRIES) throw tooMany();
  return [...hashes].sort();
}

/** Where a list is named, it cannot go. */
export function listInUse(names: readonly string[]): Conflict {
  const [first, ...others] = names;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return new Conflict(
    "LIST_IN_USE",
    `The list is used by ${first}${more}.`,
    "Take it out of those audiences first, their drafts and newest versions.",
  );
}
