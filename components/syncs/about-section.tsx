"use client";

import { useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import { Facts, Section } from "@/components/ui/page";
import { ErrorNotice, Loaded, Notice } from "@/components/ui/states";
import { Tag } from "@/components/ui/status";
import type { MemberRow } from "@/lib/core/views/member";
import type { SyncView } from "@/lib/core/views/sync";

/** Who answers for a sync, what it is for, and its labels. */
export function AboutSection({ sync, mayEdit }: { sync: SyncView; mayEdit: boolean }) {
  const [editing, setEditing] = useState(false);
  const { owner, labels, description } = sync;
  return (
    <Section title="About">
      {owner?.isGone && (
        <div className="mb-4">
          <Notice tone="warn" title={`${owner.name}, who owns this sync, is no longer a member.`}>
            It runs on. Choose who answers for it now.
          </Notice>
        </div>
      )}
      <Facts
        facts={[
          { term: "Owner", value: owner?.name ?? "nobody" },
          {
            term: "Labels",
            value:
              labels.length === 0 ? (
                <span className="text-ink-3">none</span>
              ) : (
                <span className="inline-flex flex-wrap gap-1">
                  {labels.map((label) => (
                    <Tag key={label}>{label}</Tag>
                  ))}
                </span>
              ),
          },
        ]}
      />
      {description && <p className="mt-3 max-w-2xl text-sm whitespace-pre-line">{description}</p>}
      {mayEdit && (
        <Button size="sm" className="mt-3" onClick={() => setEditing(true)}>
          Edit owner, labels and description
        </Button>
      )}
      <Dialog open={editing} onOpenChange={setEditing} title="About this sync">
        <AboutForm sync={sync} onDone={() => setEditing(false)} />
      </Dialog>
    </Section>
  );
}

function AboutForm({ sync, onDone }: { sync: SyncView; onDone: () => void }) {
  const members = useApi<MemberRow[]>("/members");
  const [ownerId, setOwnerId] = useState(sync.owner && !sync.owner.isGone ? sync.owner.id : "");
  const [labels, setLabels] = useState(sync.labels.join(", "));
  const [description, setDescription] = useState(sync.description);
  const save = useSend<void, SyncView>({
    request: () => ({
      path: `/syncs/${sync.id}/description`,
      method: "PUT",
      body: { description, labels: labelsOf(labels), ...(ownerId === "" ? {} : { ownerId }) },
    }),
    refresh: ["/syncs"],
    quiet: true,
    done: onDone,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Loaded query={members}>
        {(rows) => (
          <Field label="Owner" help="Answers for it; is named when something goes wrong.">
            {(aria) => (
              <Select
                {...aria}
                value={ownerId}
                options={[
                  { value: "", label: "Choose…", disabled: true },
                  ...rows
                    .filter(({ disabled }) => !disabled)
                    .map(({ id, name }) => ({ value: id, label: name })),
                ]}
                onChange={({ target }) => setOwnerId(target.value)}
              />
            )}
          </Field>
        )}
      </Loaded>
      <Field label="Labels" help="Separated by commas; the list can be narrowed to one.">
        {(aria) => <Input {...aria} value={labels} onChange={({ target }) => setLabels(target.value)} />}
      </Field>
      <Field label="Description">
        {(aria) => (
          <Textarea
            {...aria}
            rows={4}
            value={description}
            onChange={({ target }) => setDescription(target.value)}
          />
        )}
      </Field>
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="accent" busy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

function labelsOf(text: string): string[] {
  return text
    .split(",")
    .map((label) => label.trim())
    .filter((label) => label !== "");
}
