import type { SimulatorOptions } from "@/lib/core/ports/destination";
import type { Audience } from "@/lib/kit/simulator/sets/audience";
import { World } from "@/lib/kit/simulator/sets/world";
import { type Identifier, KINDS } from "./members";
import { Quota } from "./quota";
import { Requests } from "./requests";
import { TokenDesk } from "./token";

const FIRST_ID = 8_000_000_000n;

/** One Google Ads account with its customer lists, whichever API speaks of it. */
export class GoogleWorld {
  readonly world: World;
  readonly tokens: TokenDesk;
  readonly quota: Quota;
  readonly requests: Requests;
  readonly account: string;
  /** The manager account a sign-in may come from. */
  readonly manager: string;
  /** Whether the account's admin accepted the terms in Google Ads: then no request has to say so. */
  termsSigned = false;
  /** Whether the account may use the Google Ads API's jobs. */
  isAllowlisted = true;

  constructor({ settings, secrets, stateFile }: SimulatorOptions, now: () => number = Date.now) {
    this.account = (settings.customerId ?? "").replaceAll("-", "");
    this.manager = (settings.loginCustomerId ?? "").replaceAll("-", "");
    this.world = new World({ kinds: KINDS, firstId: FIRST_ID, stateFile });
    this.tokens = new TokenDesk(secrets, now);
    this.quota = new Quota(now);
    this.requests = new Requests(this.world, now);
  }

  put(audience: Audience, change: "add" | "remove", identifiers: readonly Identifier[]): void {
    audience.calls[change] += 1;
    for (const kind of KINDS) {
      const values = identifiers.filter((one) => one.kind === kind).map(({ value }) => value);
      if (values.length > 0) this.world.change({ change, id: audience.id, kind, values });
    }
  }
}
