"use client";

import {
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  type DragOverEvent,
  DragOverlay,
  type DragStartEvent,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type ReactNode, useId, useState } from "react";
import { moveTo } from "@/lib/core/segment/edit/move";
import { isWithin } from "@/lib/core/segment/edit/path";
import { useBuilder } from "../builder-context";
import { gapWords, placeWords } from "../place-words";
import type { Dragged } from "./drag-handle";
import type { Target } from "./drop-zone";

/** Rows land only among rows about the same thing, and never inside themselves. */
const fittingTargets: CollisionDetection = (context) => {
  const dragged = context.active.data.current as Dragged | undefined;
  if (!dragged) return [];
  const fitting = context.droppableContainers.filter(({ data }) => {
    const target = data.current as Target | undefined;
    return target?.entity === dragged.entity && !isWithin(target.list, dragged.path);
  });
  return closestCenter({ ...context, droppableContainers: fitting });
};

/** What the library says of it is about its keyboard mode, which the arrows replace; what is heard is said below. */
const SILENT = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

export function DragArea({ children }: { children: ReactNode }) {
  const { edit, current, focusRow, announce } = useBuilder();
  const id = useId();
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));

  function start({ active }: DragStartEvent) {
    const row = (active.data.current as Dragged | undefined) ?? null;
    setDragged(row);
    if (row) announce(`Picked up: ${row.label}.`);
  }

  function pass({ over }: DragOverEvent) {
    const target = over?.data.current as Target | undefined;
    if (target) announce(`Would be ${gapWords(current(), target.list, target.index)}.`);
  }

  function putBack() {
    setDragged(null);
    announce("Put back where it was.");
  }

  function land({ active, over }: DragEndEvent) {
    setDragged(null);
    const from = active.data.current as Dragged | undefined;
    const target = over?.data.current as Target | undefined;
    if (!from || !target) return putBack();
    const moved = moveTo(current(), from.path, target.list, target.index);
    edit(() => moved.tree);
    focusRow(moved.path, "handle");
    announce(`Moved. Now ${placeWords(moved.tree, moved.path)}.`);
  }

  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={fittingTargets}
      accessibility={{ announcements: SILENT }}
      onDragStart={start}
      onDragOver={pass}
      onDragCancel={putBack}
      onDragEnd={land}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {dragged && (
          <div className="w-max rounded-md border border-accent bg-raised px-3 py-1.5 text-sm shadow-pop">
            {dragged.label}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}
