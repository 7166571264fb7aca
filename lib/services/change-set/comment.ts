import { z } from "zod";
import { change } from "../service";
import { addComment } from "./add-comment";
import { readChangeSet } from "./get";
import { loadChangeSet } from "./load";

/** The text stays with the request; the audit says only that there is one. */
export const commentOnChangeSet = change(
  {
    name: "change_set.comment",
    role: "marketer",
    rows: ({ id }) => ({ changeSet: id }),
    input: z.object({ id: z.string(), text: z.string().trim().min(1).max(2_000) }),
  },
  async ({ tx, actor, audit }, { id, text }) => {
    const changeSet = await loadChangeSet(tx, actor.workspaceId, id);
    await addComment(tx, changeSet, actor, text);
    await audit({
      action: "change_set.comment",
      subject: `change_set:${id}`,
      after: { comments: changeSet.comments.length + 1 },
    });
    return readChangeSet(tx, actor, id);
  },
);
