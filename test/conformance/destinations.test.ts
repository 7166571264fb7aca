import { describe, expect, it } from "vitest";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { destinations } from "@/lib/destinations/registry.generated";
import { type Account, setDestinationContract } from "./destination";

/** The account each simulator is told to accept. A destination without a line here fails below. */
const accounts: Record<string, Account> = {
  meta: { settings: { adAccountId: "act_4815162342" }, secrets: { accessToken: "EAAB-planted-token-7f3a" } },
};

/** Safe: a definition only ever meets settings that its own schema parsed. */
const definitions = Object.values(destinations) as unknown as DestinationDefinition[];

it("every destination has a simulator and an account to test it by", () => {
  const without = definitions.filter(({ id, simulator }) => !simulator || !accounts[id]);
  expect(without.map(({ id }) => id)).toEqual([]);
});

describe.each(definitions.map((definition) => [definition.id, definition] as const))(
  "%s",
  (id, definition) => {
    if (definition.set) setDestinationContract(definition, definition.set, accounts[id]!);
  },
);
