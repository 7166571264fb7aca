"use client";

import { Circle, CircleCheck } from "lucide-react";
import { useApi } from "@/components/api/use-api";
import { useMay } from "@/components/shell/use-session";
import { LinkButton } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { FirstStepsView, Role } from "@/lib/core/views/session";

type Step = {
  id: keyof FirstStepsView;
  title: string;
  text: string;
  role: Role;
  href: string;
  action: string;
};

const STEPS: readonly Step[] = [
  {
    id: "catalog",
    title: "Import a catalog",
    text: "Say what your tables mean and what in them is personal.",
    role: "admin",
    href: "/catalog/import",
    action: "Import a catalog",
  },
  {
    id: "destination",
    title: "Connect a destination",
    text: "A platform account that audiences go to, tested with its real credentials.",
    role: "admin",
    href: "/destinations",
    action: "Connect a destination",
  },
  {
    id: "policy",
    title: "Write its policy",
    text: "Which fields may leave for it, in which form, and for whom. Until then nothing does.",
    role: "admin",
    href: "/destinations",
    action: "Choose the destination",
  },
  {
    id: "audience",
    title: "Build an audience",
    text: "Describe who you mean, see how many they are, and ask the data team to approve.",
    role: "marketer",
    href: "/audiences?new=true",
    action: "New audience",
  },
];

/** What a new workspace still needs before anything can go anywhere; gone once all of it is there. */
export function FirstSteps() {
  const steps = useApi<FirstStepsView>("/first-steps");
  // What has a policy was connected once: an account that fails later is shown as failing, not as a first step.
  const done = steps.data && { ...steps.data, destination: steps.data.destination || steps.data.policy };
  if (!done || STEPS.every(({ id }) => done[id])) return null;
  const next = STEPS.find(({ id }) => !done[id]);
  return (
    <section aria-label="First steps" className="mb-6 max-w-2xl rounded-lg border border-line px-4 py-3">
      <h2 className="text-sm font-semibold">What to do first</h2>
      <ol className="mt-2 flex flex-col">
        {STEPS.map((step) => (
          <StepRow key={step.id} step={step} isDone={done[step.id]} isNext={step === next} />
        ))}
      </ol>
    </section>
  );
}

function StepRow({ step, isDone, isNext }: { step: Step; isDone: boolean; isNext: boolean }) {
  const may = useMay(step.role);
  const Mark = isDone ? CircleCheck : Circle;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2.5 first:border-t-0">
      <Mark aria-hidden className={classNames("size-4 shrink-0", isDone ? "text-good" : "text-ink-3")} />
      <div className="min-w-0 flex-1 basis-64">
        <p className={classNames("text-sm", isNext && "font-medium", isDone && "text-ink-2")}>
          {step.title}
          {isDone && <span className="ml-2 text-xs text-ink-3">done</span>}
        </p>
        {!isDone && <p className="text-xs text-ink-2">{step.text}</p>}
      </div>
      {isNext && may && (
        <LinkButton size="sm" look="accent" href={step.href}>
          {step.action}
        </LinkButton>
      )}
      {isNext && !may && (
        <span className="text-xs text-ink-3">
          {step.role === "admin" ? "An admin of this workspace does this." : "A marketer does this."}
        </span>
      )}
    </li>
  );
}
