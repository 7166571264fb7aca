"use client";

import { type FormEvent, useState } from "react";
import { useApi } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import type { CatalogView } from "@/lib/core/views/catalog";

/** Asks for the one whose record is written first, by the key the warehouse knows them by. */
export function OneRecordDialog({
  open,
  onOpenChange,
  entity: name,
  busy,
  onSubmit,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  entity: string;
  busy: boolean;
  onSubmit: (key: string) => void;
}) {
  const catalog = useApi<CatalogView>("/catalog", { enabled: open });
  const entity = catalog.data?.entities.find((each) => each.name === name);
  const [key, setKey] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const typed = key.trim();
  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed === "") return setIsMissing(true);
    onSubmit(typed);
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Write one record"
      description={`Choose one ${entity?.singular ?? "member"} of the audience: that record is written, and nobody else's. Who it is is kept sealed, and only until the run ends.`}
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={keyLabel(entity) ?? "Key"}
          help="As it stands in the warehouse; it is in the audience's sample."
          problem={isMissing && typed === "" ? "Say whose record to write." : undefined}
        >
          {(aria) => (
            <Input {...aria} autoComplete="off" value={key} onChange={({ target }) => setKey(target.value)} />
          )}
        </Field>
        <div className="flex justify-end">
          <Button type="submit" look="accent" busy={busy}>
            Write it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function keyLabel(entity: CatalogView["entities"][number] | undefined): string | undefined {
  const [key] = entity?.key ?? [];
  return entity?.columns.find(({ name }) => name === key)?.label;
}
