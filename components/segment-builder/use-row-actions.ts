"use client";

import type { GroupKind } from "@/lib/core/segment/edit/group";
import { duplicateAt } from "@/lib/core/segment/edit/insert";
import { type Direction, moveStep } from "@/lib/core/segment/edit/move";
import { listOf } from "@/lib/core/segment/edit/path";
import { removeAt } from "@/lib/core/segment/edit/remove";
import { toggleNot, ungroup, wrapInGroup } from "@/lib/core/segment/edit/wrap";
import { useBuilder } from "./builder-context";
import { placeWords } from "./place-words";

const SAID: Record<Direction, string> = {
  up: "Moved up.",
  down: "Moved down.",
  out: "Moved out of its group.",
  in: "Moved into the group above.",
};

const NOWHERE: Record<Direction, string> = {
  up: "It is the first already.",
  down: "It is the last already.",
  out: "It is in no group it could leave.",
  in: "There is no group right above it.",
};

/** What can be done with a row as a whole; the focus follows and screen readers hear it. */
export function useRowActions(path: string) {
  const { edit, current, focusRow, announce } = useBuilder();
  return {
    move(direction: Direction) {
      const moved = moveStep(current(), path, direction);
      if (!moved) {
        announce(NOWHERE[direction]);
        return;
      }
      edit(() => moved.tree);
      focusRow(moved.path, "handle");
      announce(`${SAID[direction]} Now ${placeWords(moved.tree, moved.path)}.`);
    },
    duplicate() {
      edit((tree) => duplicateAt(tree, path));
      announce("Duplicated.");
    },
    negate() {
      edit((tree) => toggleNot(tree, path));
    },
    group(kind: GroupKind) {
      edit((tree) => wrapInGroup(tree, path, kind));
    },
    ungroup() {
      edit((tree) => ungroup(tree, path));
    },
    remove() {
      edit((tree) => removeAt(tree, path));
      announce("Removed. Press Control Z to bring it back.");
      const place = listOf(path);
      if (place) focusRow(place.index > 0 ? `${place.list}[${place.index - 1}]` : path, "handle");
    },
  };
}
