import { asErrorView } from "@/components/api/client";
import { Button } from "@/components/ui/button";
import type { FunnelView } from "@/lib/core/views/builder";
import type { Question } from "../use-question";
import { PriceNotice } from "./price-notice";

/** Why the conditions have no numbers, where the size has one. */
export function FunnelProblem({ funnel }: { funnel: Question<FunnelView> }) {
  const { price, error, isFetching, agree, askAgain } = funnel;
  if (isFetching || (!price && !error)) return null;
  return (
    <div className="-mt-3 text-xs text-ink-2">
      <p className="mb-1">The conditions have no numbers yet. {error && asErrorView(error).message}</p>
      {price ? (
        <PriceNotice price={price} onAgree={agree} />
      ) : (
        <Button size="xs" onClick={askAgain}>
          Try again
        </Button>
      )}
    </div>
  );
}
