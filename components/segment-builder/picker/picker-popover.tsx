"use client";

import { type ReactNode, useRef, useState } from "react";
import { Popover } from "@/components/ui/popover";

/** Opens the choices on its trigger. What was picked takes the focus; closing without a choice gives it back. */
export function PickerPopover<T>({
  trigger,
  label,
  onPick,
  keepFocus = false,
  children,
}: {
  trigger: ReactNode;
  label: string;
  onPick: (made: T) => void;
  /** What is chosen from, drawn once it opens. */
  children: (pick: (made: T) => void) => ReactNode;
  /** The trigger takes the focus again, also after a choice. */
  keepFocus?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const picked = useRef(false);
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        picked.current = false;
        setOpen(next);
      }}
      onCloseAutoFocus={(event) => picked.current && !keepFocus && event.preventDefault()}
      trigger={trigger}
      label={label}
      className="w-96 max-w-[calc(100vw-2rem)]"
    >
      {open &&
        children((made) => {
          picked.current = true;
          setOpen(false);
          onPick(made);
        })}
    </Popover>
  );
}
