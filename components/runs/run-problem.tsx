import { ApiError } from "@/components/api/client";
import { ErrorNotice } from "@/components/ui/states";
import type { RunView } from "@/lib/core/views";

/** Why a run stopped, shown like any other refusal: what, what to do, and who. */
export function RunProblem({ run }: { run: RunView }) {
  return run.problem && <ErrorNotice error={new ApiError(run.problem, 200)} />;
}
