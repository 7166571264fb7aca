"use client";

import { OctagonX } from "lucide-react";
import { useState } from "react";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { Ago } from "@/components/ui/time";
import { useMay, useSession } from "./use-session";

/** On every page while no sync adds anyone: since when, who stopped it and why. */
export function AdditionsStopped() {
  const stopped = useSession().data?.workspace.additionsStopped;
  const mayResume = useMay("approver");
  const [asking, setAsking] = useState(false);
  const resume = useSend<string, void>({
    request: (reason) => ({ path: "/additions/resume", body: { reason } }),
    refresh: ["/session", "/syncs", "/runs"],
    done: () => setAsking(false),
    quiet: true,
  });
  if (!stopped) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-bad-soft px-4 py-2 text-sm md:px-6"
    >
      <OctagonX aria-hidden className="size-4 shrink-0 text-bad" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">All additions are stopped.</span> {stopped.by ?? "Somebody"} stopped
        them <Ago at={stopped.at} />: “{stopped.reason}”.{" "}
        <span className="text-ink-2">Removals owed to people go on.</span>
      </p>
      {mayResume && (
        <Button size="sm" onClick={() => setAsking(true)}>
          Let them go on
        </Button>
      )}
      <ReasonDialog
        open={asking}
        onOpenChange={setAsking}
        title="Let additions go on?"
        description="Every sync goes on at its next run, if what was approved for it still holds."
        label="Why they may go on"
        action="Let them go on"
        busy={resume.isPending}
        error={resume.error}
        onSubmit={(reason) => resume.mutate(reason)}
      />
    </div>
  );
}
