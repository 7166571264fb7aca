import type { DestinationObject } from "@/lib/core/ports/destination";
import type { AudienceAnswer } from "./answers";

/** A custom audience as a destination's object. Meta tells no size while fewer than about a thousand people match. */
export function objectOf(audience: AudienceAnswer, account: string): DestinationObject {
  const {
    id,
    name,
    approximate_count_lower_bound: lower = -1,
    approximate_count_upper_bound: upper = -1,
  } = audience;
  const url = `https://business.facebook.com/adsmanager/audiences?act=${account.replace("act_", "")}`;
  return { id, name, url, ...(lower >= 0 && upper >= 0 ? { size: { lower, upper } } : {}) };
}
