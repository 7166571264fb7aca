import type { Folder } from "@/lib/definitions/folder/types";
import type { Checking } from "./known";

/** One file a thing: two of a name would take turns. */
export function checkTwice(folder: Folder, report: Checking["report"]): void {
  const { traits, lists, destinations, audiences, prioritySets, syncs, placeOf } = folder;
  const look = <T extends object>(noun: string, things: readonly T[], nameOf: (thing: T) => string) => {
    const first = new Map<string, T>();
    for (const thing of things) {
      const name = nameOf(thing);
      const before = first.get(name);
      if (!before) first.set(name, thing);
      else
        report(thing, {
          code: "DEFINED_TWICE",
          message: `The ${noun} “${name}” is in ${placeOf(before).file} already.`,
          fix: "Keep one of the two, or give this one another name.",
        });
    }
  };
  look("trait", traits, ({ entity, name }) => `${entity}.${name}`);
  look("list", lists, ({ slug }) => slug);
  look("destination", destinations, ({ name }) => name);
  look("audience", audiences, ({ slug }) => slug);
  look("priority set", prioritySets, ({ slug }) => slug);
  look("sync", syncs, ({ name }) => name);
}
