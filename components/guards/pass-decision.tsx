"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { PassView } from "@/lib/core/views/guard";

type Decision = { pass: boolean; reason: string };

/** Lets a blocked run pass or not, with a reason; who may not is told why. */
export function PassDecision({ pass, word }: { pass: PassView; word: "run" | "undo" }) {
  const [deciding, setDeciding] = useState<boolean | null>(null);
  const decide = useSend<Decision, PassView>({
    request: (body) => ({ path: `/passes/${pass.id}/decide`, body }),
    refresh: ["/runs", "/passes", "/session", "/syncs"],
    quiet: true,
    done: (_, { pass: isPassed }) => {
      setDeciding(null);
      toast.success(isPassed ? `Let pass: the ${word} goes on.` : "Not let pass.");
    },
  });
  if (!pass.mayDecide.may) return <p className="text-sm text-ink-3">{pass.mayDecide.because}</p>;
  return (
    <div className="flex gap-2">
      <Button look="accent" onClick={() => setDeciding(true)}>
        Let it pass
      </Button>
      <Button onClick={() => setDeciding(false)}>Do not</Button>
      <ReasonDialog
        open={deciding !== null}
        onOpenChange={(open) => !open && setDeciding(null)}
        title={deciding ? `Let this ${word} pass` : `Keep this ${word} back`}
        description="Your reason is kept with the run and in the activity log."
        label="Why"
        action={deciding ? "Let it pass" : "Keep it back"}
        busy={decide.isPending}
        error={decide.error}
        onSubmit={(reason) => decide.mutate({ pass: deciding === true, reason })}
      />
    </div>
  );
}
