"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { count } from "@/components/ui/numbers";
import { Facts, Section } from "@/components/ui/page";
import { ErrorNotice } from "@/components/ui/states";
import { perWords } from "@/lib/core/destination/limits";
import type { DestinationView } from "@/lib/core/views/destination";
import { type LimitDraft, limitDraftOf, limitsOf } from "./limit-draft";

/** How much of what the account allows Coterie uses; all workers together stay within it. */
export function LimitsSection({ destination, mayEdit }: { destination: DestinationView; mayEdit: boolean }) {
  const [editing, setEditing] = useState(false);
  const { allowed, loweredTo } = destination.limits;
  return (
    <Section title="Limits" aside="of the account, for all workers together">
      <Facts
        facts={[
          { term: "Calls at a time", value: held(loweredTo?.concurrency, allowed.concurrency) },
          ...allowed.rates.map((rate) => ({
            term: `Calls ${perWords(rate)}`,
            value: held(loweredTo?.rates?.[rate.id], rate.calls),
          })),
        ]}
      />
      {mayEdit && (
        <Button size="sm" className="mt-3" onClick={() => setEditing(true)}>
          Hold to less
        </Button>
      )}
      <Dialog
        open={editing}
        onOpenChange={setEditing}
        title="Hold the account to less"
        description="For whatever else calls it. A number that is left empty is all the account allows, shown in grey."
      >
        <LimitsForm destination={destination} onDone={() => setEditing(false)} />
      </Dialog>
    </Section>
  );
}

function held(to: number | undefined, allowed: number) {
  if (to === undefined || to >= allowed) return count(allowed);
  return (
    <>
      {count(to)} <span className="text-xs text-ink-3">of {count(allowed)}</span>
    </>
  );
}

function LimitsForm({ destination, onDone }: { destination: DestinationView; onDone: () => void }) {
  const { allowed, loweredTo } = destination.limits;
  const [draft, setDraft] = useState<LimitDraft>(() => limitDraftOf(loweredTo));
  const save = useSend<void, { id: string }>({
    request: () => ({
      path: `/destinations/${destination.id}`,
      method: "PUT",
      body: { limits: limitsOf(draft) },
    }),
    refresh: ["/destinations"],
    quiet: true,
    done: () => {
      toast.success("Saved. Runs that begin from now on keep to it.");
      onDone();
    },
  });
  const number = (label: string, most: number, value: string, set: (text: string) => void) => (
    <Field key={label} label={label} help={`${count(most)} at most.`}>
      {(aria) => (
        <Input
          {...aria}
          type="number"
          inputMode="numeric"
          className="max-w-32 tabular-nums"
          min={1}
          max={most}
          step={1}
          placeholder={String(most)}
          value={value}
          onChange={({ target }) => set(target.value)}
        />
      )}
    </Field>
  );
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {number("Calls at a time", allowed.concurrency, draft.concurrency, (concurrency) =>
        setDraft({ ...draft, concurrency }),
      )}
      {allowed.rates.map((rate) =>
        number(`Calls ${perWords(rate)}`, rate.calls, draft.rates[rate.id] ?? "", (text) =>
          setDraft({ ...draft, rates: { ...draft.rates, [rate.id]: text } }),
        ),
      )}
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
