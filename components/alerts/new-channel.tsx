"use client";

import { useState } from "react";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import { type AlertChannelView, CHANNEL_KINDS, type ChannelKind } from "@/lib/core/views/alert";
import { CHANNEL_WORDS } from "./alert-words";
import { type ChannelDraft, channelOf, FIELDS } from "./channel-draft";
import { LEVEL_CHOICES, levelsOf } from "./levels";

export function NewChannel({ onDone }: { onDone: () => void }) {
  const [draft, setDraft] = useState<ChannelDraft>({ kind: "email", values: {} });
  const [name, setName] = useState("");
  const [levels, setLevels] = useState("all");
  const [digest, setDigest] = useState(false);
  const create = useSend<void, AlertChannelView>({
    request: () => ({
      path: "/alert-channels",
      body: { name, levels: levelsOf(levels), digest, channel: channelOf(draft) },
    }),
    refresh: ["/alert-channels"],
    quiet: true,
    done: onDone,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Field label="Kind">
        {(aria) => (
          <Select
            {...aria}
            value={draft.kind}
            options={CHANNEL_KINDS.map((kind) => ({ value: kind, label: CHANNEL_WORDS[kind] }))}
            onChange={({ target }) => {
              // The options are the only values a select can have.
              setDraft({ kind: target.value as ChannelKind, values: {} });
              setDigest(false);
            }}
          />
        )}
      </Field>
      <Field label="Name">
        {(aria) => <Input {...aria} required value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      {FIELDS[draft.kind].map(({ id, label, help, secret, choices }) => {
        const value = draft.values[id] ?? choices?.[0]?.value ?? "";
        const set = (text: string) => setDraft({ ...draft, values: { ...draft.values, [id]: text } });
        return (
          <Field key={id} label={label} help={help}>
            {(aria) =>
              choices ? (
                <Select
                  {...aria}
                  value={value}
                  options={choices}
                  onChange={({ target }) => set(target.value)}
                />
              ) : (
                <Input
                  {...aria}
                  required
                  type={secret ? "password" : "text"}
                  autoComplete="off"
                  value={value}
                  onChange={({ target }) => set(target.value)}
                />
              )
            }
          </Field>
        );
      })}
      <Field label="Told of">
        {(aria) => (
          <Select
            {...aria}
            value={levels}
            options={LEVEL_CHOICES}
            onChange={({ target }) => setLevels(target.value)}
          />
        )}
      </Field>
      {draft.kind !== "pagerduty" && (
        <label className="flex items-center gap-2.5 text-sm">
          <input type="checkbox" checked={digest} onChange={({ target }) => setDigest(target.checked)} />
          One message a day, at 08:00, in place of one a change
        </label>
      )}
      {create.error && <ErrorNotice error={create.error} />}
      <div className="flex justify-end">
        <Button type="submit" look="accent" busy={create.isPending}>
          Add channel
        </Button>
      </div>
    </form>
  );
}
