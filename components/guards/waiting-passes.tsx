"use client";

import Link from "next/link";
import { useApi } from "@/components/api/use-api";
import { Section } from "@/components/ui/page";
import { Ago, Time } from "@/components/ui/time";
import type { PassRow } from "@/lib/core/views/guard";

/** Runs that guards hold back and someone wants to let pass; nothing where there are none. */
export function WaitingPasses() {
  const passes = useApi<PassRow[]>("/passes").data ?? [];
  if (passes.length === 0) return null;
  return (
    <Section title="Runs held back by guards">
      <ul className="flex flex-col">
        {passes.map((pass) => (
          <li key={pass.id} className="hairline py-2.5 text-sm">
            <Link href={`/runs/${pass.run.id}`} className="font-medium hover:underline">
              {pass.run.undoes ? `Undo: ${pass.sync.name}` : pass.sync.name}
            </Link>
            {pass.run.undoes && (
              <span className="block text-ink-2">
                Takes back{" "}
                <Link href={`/runs/${pass.run.undoes.id}`} className="underline hover:text-ink">
                  the run of <Time at={pass.run.undoes.at} />
                </Link>
                .
              </span>
            )}
            <span className="block text-ink-2">{pass.findings.join(" ")}</span>
            <span className="block text-xs text-ink-3">
              {pass.requestedBy.name} asked <Ago at={pass.requestedAt} />: “{pass.reason}”
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
