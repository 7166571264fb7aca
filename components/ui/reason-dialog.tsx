"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";

/** Asks why before doing something others will want to understand. */
export function ReasonDialog({
  open,
  onOpenChange,
  title,
  description,
  label,
  action,
  required = true,
  busy,
  error,
  onSubmit,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  label: string;
  action: string;
  required?: boolean;
  busy: boolean;
  error: Error | null;
  onSubmit: (text: string) => void;
}) {
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (required && text.trim() === "") return setMissing(true);
    onSubmit(text.trim());
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {error && <ErrorNotice error={error} />}
        <Field
          label={label}
          problem={missing && text.trim() === "" ? "Say why; it is kept with the decision." : undefined}
        >
          {(aria) => (
            <Textarea {...aria} rows={3} value={text} onChange={({ target }) => setText(target.value)} />
          )}
        </Field>
        <div className="flex justify-end">
          <Button type="submit" look="accent" busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
