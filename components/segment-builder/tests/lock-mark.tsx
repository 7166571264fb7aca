"use client";

import { Lock } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import type { ColumnKind, PiiTag } from "@/lib/core/catalog/types";
import { isLocked } from "../operators";
import { lockReason } from "../pii";

/** Why a personal value can be asked less of than others, and who could change that. */
export function LockMark({ pii, kind }: { pii: PiiTag | null; kind: ColumnKind }) {
  const [open, setOpen] = useState(false);
  const reason = lockReason(pii, kind, isLocked(kind, pii));
  if (reason === null) return null;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Why so little can be asked"
      className="max-w-80 p-3 text-sm"
      trigger={
        <IconButton label="Personal: why so little can be asked" className="size-6 text-warn">
          <Lock aria-hidden />
        </IconButton>
      }
    >
      {reason}
    </Popover>
  );
}
