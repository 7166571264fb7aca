"use client";

import { useDroppable } from "@dnd-kit/core";
import { classNames } from "@/components/ui/class-names";

export type Target = { list: string; index: number; entity: string };

/** The gap between two rows, where a dragged one can land. */
export function DropZone({ list, index, entity }: Target) {
  const { setNodeRef, isOver } = useDroppable({
    id: `${list}#${index}`,
    data: { list, index, entity } satisfies Target,
  });
  return (
    <div ref={setNodeRef} aria-hidden className="relative h-0.5">
      <div className={classNames("absolute inset-x-0 -top-px h-0.5 rounded-full", isOver && "bg-accent")} />
    </div>
  );
}
