"use client";

import { useDraggable, useDroppable } from "@dnd-kit/core";
import { ArrowDown, ArrowUp, GripVertical, X } from "lucide-react";
import Link from "next/link";
import { Button, IconButton } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { Entry } from "./priority-set-editor";

/** One audience of a set: its place, the version that is meant, and what keeps it from taking part. */
export function PriorityRow({
  entry,
  place,
  mayEdit,
  onMove,
  onRemove,
  onMoveUp,
}: {
  entry: Entry;
  place: number;
  mayEdit: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  onMoveUp: () => void;
}) {
  const drop = useDroppable({ id: entry.id });
  const drag = useDraggable({ id: entry.id, disabled: !mayEdit });
  const isBehind = entry.newest !== null && entry.version !== entry.newest;
  return (
    <li
      ref={drop.setNodeRef}
      className={classNames(
        "hairline flex min-h-11 items-center gap-2 text-sm",
        drop.isOver && "bg-hover",
        drag.isDragging && "opacity-50",
      )}
    >
      {mayEdit && (
        <span ref={drag.setNodeRef} {...drag.listeners} aria-hidden className="cursor-grab text-ink-3">
          <GripVertical className="size-4" />
        </span>
      )}
      <span className="w-6 text-right text-ink-3 tabular-nums">{place + 1}</span>
      <span className="min-w-0 flex-1">
        <Link href={`/audiences/${entry.id}`} className="font-medium hover:underline">
          {entry.name}
        </Link>{" "}
        <span className="text-xs text-ink-3">{versionWords(entry)}</span>
        {!entry.takesPart && (
          <span className="block text-xs text-warn">
            Goes before those beneath it, but does not name this set itself yet.
          </span>
        )}
      </span>
      {mayEdit && isBehind && (
        <Button size="xs" onClick={onMoveUp}>
          Use version {entry.newest}
        </Button>
      )}
      {mayEdit && (
        <span className="flex">
          <IconButton label={`Move ${entry.name} up`} onClick={() => onMove(-1)}>
            <ArrowUp aria-hidden />
          </IconButton>
          <IconButton label={`Move ${entry.name} down`} onClick={() => onMove(1)}>
            <ArrowDown aria-hidden />
          </IconButton>
          <IconButton label={`Take ${entry.name} out`} onClick={onRemove}>
            <X aria-hidden />
          </IconButton>
        </span>
      )}
    </li>
  );
}

function versionWords({ version, newest }: Entry): string {
  if (version === null) return newest === null ? "no version saved yet" : "no version chosen: nobody yet";
  return `version ${version}`;
}
