"use client";

import { useMutation } from "@tanstack/react-query";
import { api, asErrorView } from "@/components/api/client";
import { Button } from "@/components/ui/button";
import { count } from "@/components/ui/numbers";
import { Status } from "@/components/ui/status";
import type { ChainView } from "@/lib/core/views/activity";

/** Recomputes the chain of hashes: nobody can change an old event without breaking it. */
export function VerifyChain() {
  const verify = useMutation<ChainView, Error>({ mutationFn: () => api("/activity/verify") });
  return (
    <>
      <span role="status">
        {verify.data?.ok && <Status tone="good">{`Unbroken: ${count(verify.data.events)} events`}</Status>}
        {verify.data && !verify.data.ok && (
          <Status tone="bad">{`Broken at event ${count(verify.data.brokenAt)}: tell an auditor`}</Status>
        )}
        {verify.error && <Status tone="bad">{asErrorView(verify.error).message}</Status>}
      </span>
      <Button busy={verify.isPending} onClick={() => verify.mutate()}>
        Verify the chain
      </Button>
    </>
  );
}
