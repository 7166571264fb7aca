import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { CoterieError } from "@/lib/core/errors";
import type {
  DestinationClient,
  DestinationDefinition,
  RunningSimulator,
} from "@/lib/core/ports/destination";

/** An account as the platform's simulator is told to accept it. */
export type Account = {
  settings: Record<string, string>;
  secrets: Record<string, string>;
  /** By identifier: the settings its objects are made with, where an object takes one kind of them only. */
  settingsFor?: Readonly<Record<string, Record<string, string>>>;
};

/** A destination's simulator, emptied before each test, and what a test says to it. */
export function simulated(definition: DestinationDefinition, account: Account) {
  let simulator: RunningSimulator;
  const errors: unknown[] = [];

  beforeAll(async () => {
    const start = await definition.simulator!.load();
    simulator = await start({ port: 0, ...account });
  });
  afterAll(() => simulator.close());
  beforeEach(() => tell("reset", {}));

  async function tell(address: string, body: unknown): Promise<void> {
    const answer = await fetch(`${simulator.url}/_simulator/${address}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
  }
  const ask = async (address: string) => (await fetch(`${simulator.url}/_simulator/${address}`)).json();

  return {
    errors,
    tell,
    plan: (fault: object) => tell("faults", fault),
    state: (query: string) => ask(`state?${query}`),
    /** What a piece of work cost the account, and how often it waited for a further turn. */
    async counted(
      work: (turn: () => Promise<void>) => Promise<unknown>,
    ): Promise<{ calls: number; turns: number }> {
      const calls = async (): Promise<number> => (await ask("calls")).calls;
      const before = await calls();
      let turns = 0;
      await work(async () => {
        turns += 1;
        // Nothing may be on its way that did not wait.
        expect((await calls()) - before).toBe(turns);
      });
      return { calls: (await calls()) - before, turns };
    },
    /** Whether the platform can refuse in this way. */
    knowsFault: async (kind: string): Promise<boolean> => (await ask("faults")).kinds.includes(kind),

    connect: (secrets = account.secrets, settings: Record<string, string> = {}): DestinationClient =>
      definition.connect({
        settings: definition.settings.parse({ ...account.settings, ...settings }),
        secrets,
        endpoint: simulator.url,
      }),
    /** Credentials of the right shape that are none. */
    strangers: (): Record<string, string> =>
      Object.fromEntries(Object.keys(account.secrets).map((id) => [id, "this-is-not-the-secret"])),

    /** What a promise refuses with; kept, so that all of them can be searched for secrets at the end. */
    async refusal(promise: Promise<unknown>): Promise<CoterieError> {
      const error = await promise.then(
        () => expect.fail("it was not refused"),
        (thrown: unknown) => thrown,
      );
      errors.push(error);
      expect(error).toBeInstanceOf(CoterieError);
      return error as CoterieError;
    },
  };
}

export const remedies = ({ code, remedy }: CoterieError) => ({ code, remedy });

/** What goes wrong before a platform applies anything, whoever it is. */
export const PASSING_FAULTS: readonly (readonly [string, object])[] = [
  ["a gateway's page", { kind: "html", status: 502 }],
  ["an internal error", { kind: "status", status: 500 }],
  ["a connection that breaks", { kind: "drop_before" }],
];
