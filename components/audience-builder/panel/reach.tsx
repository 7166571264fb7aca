"use client";

import { useApi } from "@/components/api/use-api";
import { defaultMapping } from "@/components/syncs/default-mapping";
import { count, drawn, share } from "@/components/ui/numbers";
import type { Catalog } from "@/lib/core/catalog/types";
import { HELD_BACK, type HeldBack } from "@/lib/core/membership/types";
import type { ReachView } from "@/lib/core/views/builder";
import type { DestinationKindView, DestinationRow } from "@/lib/core/views/destination";
import { type Asking, useQuestion } from "../use-question";
import { Asked, BarLine, Section } from "./section";

type Where = { asking: Asking; catalog: Catalog; entity: string };

/** For each destination, how many its policy lets go with something to find them by. */
export function Reach({ asking, catalog, entity }: Where) {
  const destinations = useApi<DestinationRow[]>("/destinations");
  const kinds = useApi<DestinationKindView[]>("/destination-kinds");
  if (!destinations.data || !kinds.data || destinations.data.length === 0) return null;
  return (
    <Section title="Reach">
      {destinations.data.map((destination) => {
        const kind = kinds.data.find(({ id }) => id === destination.kind);
        // Where only records are written nobody is found by an identifier, so there is no reach to count.
        if (!kind?.kinds.includes("set")) return null;
        return <Destination key={destination.id} {...{ asking, catalog, entity, destination, kind }} />;
      })}
    </Section>
  );
}

function Destination({
  asking,
  catalog,
  entity,
  destination,
  kind,
}: Where & { destination: DestinationRow; kind: DestinationKindView }) {
  const mapping = defaultMapping(kind, catalog, entity);
  const reach = useQuestion<ReachView>("/segments/reach", asking, { destinationId: destination.id, mapping });
  return (
    <Asked question={reach} lines={1}>
      {(answer) => <Line name={destination.name} reach={answer} />}
    </Asked>
  );
}

const WHY: Record<HeldBack, string> = {
  no_consent: "without consent",
  suppressed: "suppressed",
  no_identifier: "without anything to find them by",
};

function Line({ name, reach }: { name: string; reach: ReachView }) {
  if (reach.blocked === "no_policy") {
    return <p className="text-sm text-ink-2">{name}: nobody, until an admin sets its policy.</p>;
  }
  if (reach.blocked === "deciding") {
    return (
      <p className="text-sm text-ink-2">
        {name}: nobody. Its policy does not let {reach.columns.join(", ")} decide who is in an audience.
      </p>
    );
  }
  const { eligible, members, heldBack, minimumSize } = reach;
  const isKnown = typeof eligible === "number" && typeof members === "number";
  const why = HELD_BACK.filter((reason) => heldBack[reason] !== 0).map(
    (reason) => `${count(heldBack[reason])} ${WHY[reason]}`,
  );
  const isTooFew = eligible === "<10" || (typeof eligible === "number" && eligible < minimumSize);
  return (
    <>
      <ul>
        <BarLine
          label={name}
          value={
            isKnown && members > 0 ? `${share(eligible, members)} · ${count(eligible)}` : count(eligible)
          }
          part={
            drawn(members) === 0 ? 0 : eligible === "all but a few" ? 1 : drawn(eligible) / drawn(members)
          }
        />
      </ul>
      {why.length > 0 && <p className="text-xs text-ink-3">kept back: {why.join(", ")}</p>}
      {isTooFew && (
        <p className="text-xs text-warn">
          Its policy sends {count(minimumSize)} people or more, so nobody would go.
        </p>
      )}
    </>
  );
}
