"use client";

import Link from "next/link";
import { Notice } from "@/components/ui/states";
import type { OverlapView } from "@/lib/core/views";
import { type Asking, useQuestion } from "../use-question";
import { bandPart, bandWords } from "./band-words";
import { Asked, BarLine, Section } from "./section";

/** How much of this audience is in others, and which one is nearly the same. */
export function Overlap({ asking }: { asking: Asking }) {
  const overlap = useQuestion<OverlapView>("/segments/overlap", asking);
  return (
    <Section title="Overlaps">
      <Asked question={overlap}>{({ audiences }) => <Lines audiences={audiences} />}</Asked>
    </Section>
  );
}

function Lines({ audiences }: Pick<OverlapView, "audiences">) {
  if (audiences.length === 0) {
    return <p className="text-sm text-ink-3">There is no other audience with a version yet.</p>;
  }
  const same = audiences.find(({ sameAs }) => sameAs !== null);
  const part = ({ share }: (typeof audiences)[number]) => (share ? bandPart(share) : 0);
  const shared = audiences.filter((one) => part(one) > 0).sort((a, b) => part(b) - part(a));
  return (
    <>
      {same && (
        <div className="mb-2">
          <Notice tone="warn" title={`Almost the same as ${same.name}.`}>
            {same.sameAs === "conditions"
              ? "It asks for the same conditions. "
              : "Nearly all members are in both. "}
            <Link href={`/audiences/${same.id}`} className="underline">
              Open it
            </Link>
          </Notice>
        </div>
      )}
      {shared.length === 0 && <p className="text-sm text-ink-3">Nobody is in another audience as well.</p>}
      <ul aria-label="Share of this audience in others">
        {shared.map(({ id, name, share }) => (
          <BarLine
            key={id}
            label={
              <Link href={`/audiences/${id}`} className="hover:underline">
                {name}
              </Link>
            }
            value={share && bandWords(share)}
            part={share ? bandPart(share) : 0}
          />
        ))}
      </ul>
    </>
  );
}
