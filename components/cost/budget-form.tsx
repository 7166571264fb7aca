"use client";

import { useState } from "react";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Choice, Field, Input } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import type { Budget } from "@/lib/core/cost/types";
import { budgetOf, draftOf } from "./budget-draft";

/** What a month may cost; saved to `path`. */
export function BudgetForm({ path, budget, onDone }: { path: string; budget: Budget; onDone: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(budget));
  const read = budgetOf(draft);
  const save = useSend<Budget, unknown>({
    request: (wanted) => ({ path, method: "PUT", body: { budget: wanted } }),
    refresh: ["/syncs", "/costs", "/alerts"],
    quiet: true,
    done: onDone,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (read.budget) save.mutate(read.budget);
      }}
    >
      <Field label="Calls to platforms" help="Empty: as many as it takes." problem={read.problems.calls}>
        {(aria) => (
          <Input
            {...aria}
            inputMode="numeric"
            value={draft.calls}
            onChange={({ target }) => setDraft({ ...draft, calls: target.value })}
          />
        )}
      </Field>
      <Field
        label="Gigabytes scanned"
        help="As the warehouse bills them. Empty: as many as it takes."
        problem={read.problems.gigabytes}
      >
        {(aria) => (
          <Input
            {...aria}
            inputMode="decimal"
            value={draft.gigabytes}
            onChange={({ target }) => setDraft({ ...draft, gigabytes: target.value })}
          />
        )}
      </Field>
      <Choice
        legend="When it is spent"
        value={draft.atLimit}
        onChange={(atLimit) => setDraft({ ...draft, atLimit })}
        options={[
          {
            value: "warn",
            label: "Tell",
            help: "A warning from 80 % on, a critical alert when it is spent.",
          },
          {
            value: "block",
            label: "Tell, and add nobody",
            help: "Runs that would go beyond it are blocked before they send. Privacy removals are carried out.",
          },
        ]}
      />
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="accent" busy={save.isPending} disabled={read.budget === null}>
          Save
        </Button>
      </div>
    </form>
  );
}
