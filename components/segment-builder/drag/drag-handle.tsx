"use client";

import { useDraggable } from "@dnd-kit/core";
import { GripVertical } from "lucide-react";
import { listOf } from "@/lib/core/segment/edit/path";

export type Dragged = { path: string; entity: string; label: string };

/** Drag by pointer; by keyboard the row moves with Alt and the arrows while the handle has the focus. */
export function DragHandle({ path, entity, label }: Dragged) {
  const fixed = listOf(path) === null;
  const { setNodeRef, listeners } = useDraggable({
    id: path,
    data: { path, entity, label } satisfies Dragged,
    disabled: fixed,
  });
  if (fixed) return <span className="w-6 shrink-0" />;
  return (
    <button
      ref={setNodeRef}
      type="button"
      data-handle
      aria-label={`Move: ${label}`}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight"
      title="Drag, or Alt with an arrow key"
      {...listeners}
      className="mt-1 flex size-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink active:cursor-grabbing"
    >
      <GripVertical aria-hidden className="size-3.5" />
    </button>
  );
}
