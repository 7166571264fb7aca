"use client";

import { useState } from "react";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { count } from "@/components/ui/numbers";
import { Section } from "@/components/ui/page";
import type { MonthView } from "@/lib/core/views/cost";
import { BudgetForm } from "./budget-form";
import { atLimitWords, budgetWords } from "./budget-words";
import { CostFacts } from "./cost-facts";

/** What the runs of this month cost, and what they may. `path` is where the budget is saved. */
export function MonthSection({
  month,
  path,
  more = [],
}: {
  month: MonthView;
  path: string;
  more?: readonly { term: string; value: string }[];
}) {
  const [editing, setEditing] = useState(false);
  const mayEdit = useMay("admin");
  const { budget, cost } = month;
  const spent = budgetWords(budget, cost);
  return (
    <Section title="Cost this month" aside={monthName(month.since)}>
      <CostFacts cost={cost} more={[{ term: "Runs", value: count(month.runs) }, ...more]} />
      <p className="mt-3 max-w-prose text-sm text-ink-2">
        {spent.length === 0
          ? "No budget is set."
          : `Of the budget: ${spent.join(", ")}. ${atLimitWords(budget)}`}
      </p>
      {mayEdit && (
        <Button size="sm" className="mt-3" onClick={() => setEditing(true)}>
          {spent.length === 0 ? "Set a budget" : "Edit budget"}
        </Button>
      )}
      <Dialog open={editing} onOpenChange={setEditing} title="Budget of a month">
        <BudgetForm path={path} budget={budget} onDone={() => setEditing(false)} />
      </Dialog>
    </Section>
  );
}

/** Months are those of UTC, wherever someone looks. */
function monthName(since: string): string {
  return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(since),
  );
}
