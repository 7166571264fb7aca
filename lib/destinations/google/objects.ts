import type { DestinationObject } from "@/lib/core/ports/destination";
import type { UserList } from "./data-manager/answers";

/** A user list as a destination's object. Google estimates its size for each network, and says 0 until there are some. */
export function objectOf({ id, displayName, sizeInfo }: UserList): DestinationObject {
  const sizes = [sizeInfo?.displayNetworkMembersCount, sizeInfo?.searchNetworkMembersCount].filter(
    (size) => size !== undefined && size > 0,
  ) as number[];
  return {
    id,
    name: displayName,
    url: "https://ads.google.com/aw/audiences/management",
    ...(sizes.length > 0 ? { size: { lower: Math.min(...sizes), upper: Math.max(...sizes) } } : {}),
  };
}

/** "Google Ads 123-456-7890". */
export function accountNameOf(customerId: string): string {
  return `Google Ads ${customerId.replace(/^([0-9]{3})([0-9]{3})([0-9]{4})$/, "$1-$2-$3")}`;
}
