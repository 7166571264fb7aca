import { expect, it } from "vitest";
import { takersOf } from "@/components/standing-approvals/draft";
import type { DestinationKindView, DestinationRow } from "@/lib/core/views/destination";

it("offers only destinations that take sets of people", () => {
  // Of a kind and of a destination the form reads these alone.
  const kinds = [
    { id: "meta", kinds: ["set"] },
    { id: "hubspot", kinds: ["set", "record"] },
    { id: "webhook", kinds: ["record"] },
  ] as unknown as DestinationKindView[];
  const destinations = ["meta", "hubspot", "webhook"].map((kind) => ({ id: kind, kind }) as DestinationRow);
  expect(takersOf(destinations, kinds).map(({ id }) => id)).toEqual(["meta", "hubspot"]);
});
