import { ApiError } from "@/components/api/client";
import { LinkButton } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/states";
import type { RunView } from "@/lib/core/views/run";

/** Why a run stopped, shown like any other refusal: what, what to do, and who. */
export function RunProblem({ run }: { run: RunView }) {
  if (!run.problem) return null;
  // What guards found stands in a section of its own, each with what to do.
  const { problems, ...problem } = run.problem;
  const told = run.guards.findings.length > 0 || !problems ? problem : { ...problem, problems };
  const isConnection = ["reconnect", "accept_terms"].includes(problem.remedy);
  return (
    <ErrorNotice
      error={new ApiError(told, 200, run.id)}
      action={
        isConnection && (
          <LinkButton size="sm" href={`/destinations/${run.destination.id}`}>
            Open the destination
          </LinkButton>
        )
      }
    />
  );
}
