import type { DestinationDefinition } from "@/lib/core/ports/destination";
import type { SyncOptions } from "@/test/factories/sync";
import type { Population } from "./people";
import type { PlatformFault } from "./schedule";

/** What an object holds: by what the ledger knows it, and of a record what is written beside it. */
export type Held = Map<string, string | null>;

/** A platform as the schedules use it: what a sync to it is made of, and how its simulator speaks of people. */
export type TestPlatform = {
  definition: DestinationDefinition;
  /** Who may be there although nobody wants them there now: identifiers of rounds' people. */
  mayStay(populations: readonly Population[]): Set<string>;
  sync: Pick<SyncOptions, "kind" | "settings" | "secrets" | "policy" | "mapping" | "record">;
  writes: "set" | "records";
  /** By what the ledger knows an address. */
  identifierOf(email: string): string;
  /** What its simulator is asked for, and where an object stands in the answer. */
  shown: { query: string; heldIn(state: unknown, object: string): Held };
  /** A piece of the path of calls that faults meet. */
  path(fault: PlatformFault): string;
  /** Whether the platform knows people beforehand, as it must before they can be put into a list. */
  needsPeople: boolean;
};

type Account = Pick<DestinationDefinition, "id" | "settings" | "simulator">;

/** The account a simulator stands for. */
export function accountOf({ id, settings, simulator }: Account, more: object = {}) {
  const { account } = simulator!;
  return {
    ...{ kind: id, settings: { ...Object(settings.parse({ ...account.settings, ...more })) } },
    secrets: account.secrets,
  };
}
