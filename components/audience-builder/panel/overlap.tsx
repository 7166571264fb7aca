"use client";

import Link from "next/link";
import { toast } from "sonner";
import type { EditDefinition } from "@/components/audience-settings/settings";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/states";
import { excluding } from "@/lib/core/audience/exclude";
import type { OverlapView } from "@/lib/core/views/builder";
import { type Asking, useQuestion } from "../use-question";
import { bandPart, bandWords } from "./band-words";
import { Asked, BarLine, Section } from "./section";

/** How much of this audience is in others, and which one is nearly the same. */
export function Overlap({
  asking,
  edit,
  undo,
}: {
  asking: Asking;
  /** Null: it may not be changed. */
  edit: EditDefinition | null;
  undo: () => void;
}) {
  const overlap = useQuestion<OverlapView>("/segments/overlap", asking);
  const exclude = ({ slug, version, name }: Other) => {
    edit?.((definition) => excluding(definition, { audience: slug, version }));
    toast(`Members of ${name} are excluded.`, { action: { label: "Undo", onClick: undo } });
  };
  return (
    <Section title="Overlaps">
      <Asked question={overlap}>
        {({ audiences }) => <Lines audiences={audiences} exclude={edit && exclude} />}
      </Asked>
    </Section>
  );
}

type Other = OverlapView["audiences"][number];

function Lines({
  audiences,
  exclude,
}: Pick<OverlapView, "audiences"> & { exclude: ((other: Other) => void) | null }) {
  if (audiences.length === 0) {
    return <p className="text-sm text-ink-3">There is no other audience with a version yet.</p>;
  }
  const same = audiences.find(({ sameAs }) => sameAs !== null);
  const part = ({ share }: Other) => (share ? bandPart(share) : 0);
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
        {shared.map((other) => (
          <BarLine
            key={other.id}
            label={
              <Link href={`/audiences/${other.id}`} className="hover:underline">
                {other.name}
              </Link>
            }
            value={
              <span className="flex items-baseline gap-2">
                {other.share && bandWords(other.share)}
                {exclude && (
                  <Button
                    size="xs"
                    look="quiet"
                    className="h-5 text-accent-ink"
                    aria-label={`Exclude the members of ${other.name}`}
                    onClick={() => exclude(other)}
                  >
                    exclude
                  </Button>
                )}
              </span>
            }
            part={part(other)}
          />
        ))}
      </ul>
    </>
  );
}
