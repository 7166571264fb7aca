"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Textarea } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";

type Import = { source: string; baseFolder: string };

/** The catalog is one YAML file of the data team; importing it makes a new version. */
export function ImportCatalogDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [input, setInput] = useState<Import>({ source: "", baseFolder: "" });
  const send = useSend<Import, { id: string; version: number }>({
    request: (body) => ({ path: "/catalog", body }),
    refresh: ["/catalog", "/session", "/syncs"],
    quiet: true,
    done: ({ version }) => {
      toast.success(`Version ${version} of the catalog is in force.`);
      onOpenChange(false);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    send.mutate(input);
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Import catalog"
      description="Approvals that touch what changed become void, and say so."
      className="w-[min(44rem,calc(100vw-2rem))]"
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {send.error && <ErrorNotice error={send.error} />}
        <Field label="catalog.yaml">
          {(aria) => (
            <>
              <input
                type="file"
                accept=".yaml,.yml"
                aria-label="Read catalog.yaml from a file"
                className="text-xs text-ink-2"
                onChange={async ({ target }) => {
                  const source = await target.files?.[0]?.text();
                  if (source !== undefined) setInput((old) => ({ ...old, source }));
                }}
              />
              <Textarea
                {...aria}
                rows={10}
                required
                spellCheck={false}
                className="font-mono text-xs"
                value={input.source}
                onChange={({ target }) => setInput({ ...input, source: target.value })}
              />
            </>
          )}
        </Field>
        <Field label="Folder on the server" help="What the paths in the catalog are relative to.">
          {(aria) => (
            <Input
              {...aria}
              required
              placeholder="/data/warehouse"
              value={input.baseFolder}
              onChange={({ target }) => setInput({ ...input, baseFolder: target.value })}
            />
          )}
        </Field>
        <div className="flex justify-end">
          <Button type="submit" look="accent" busy={send.isPending}>
            Import
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
