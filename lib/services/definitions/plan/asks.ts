import type { DefinitionChangeView, DefinitionsPlanView } from "@/lib/core/views/definitions";
import type { Planning } from "./planning";

/** Syncs of the folder that would be or send otherwise than is approved: by their own change, their audience's, or a shared one's. */
export function asksOf(
  { folder, there }: Planning,
  changes: readonly DefinitionChangeView[],
): DefinitionsPlanView["asks"] {
  const done = changes.filter(({ does }) => does !== "nothing" && does !== "left");
  const isNew = (kind: string, key: string) =>
    done.some((one) => one.kind === kind && one.key === key && one.does !== "at_once");
  const voided = new Set(done.flatMap(({ voids }) => voids.map(({ sync }) => sync.id)));
  const audiences = [...folder.audiences, ...there.audiences];
  return folder.syncs.flatMap(({ name, audience }) => {
    const id = there.ids.syncs.find((sync) => sync.name === name)?.id ?? null;
    const slug = audiences.find((one) => one.name === audience)?.slug ?? "";
    const asks = isNew("sync", name) || isNew("audience", slug) || (id !== null && voided.has(id));
    return asks ? [{ id, name }] : [];
  });
}
