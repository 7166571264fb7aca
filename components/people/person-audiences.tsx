"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { PriceNotice } from "@/components/audience-builder/size/price-notice";
import { classNames } from "@/components/ui/class-names";
import { Section } from "@/components/ui/page";
import { Empty, ErrorNotice, Skeleton } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { CatalogEntityView } from "@/lib/core/views/catalog";
import type { PersonAudiencesView } from "@/lib/core/views/person";
import { Explanation } from "./explanation";
import { useAsked } from "./use-asked";

/** The audiences a person is in, then those they are not in; each says why when it is opened. */
export function PersonAudiences({ entity, personKey }: { entity: CatalogEntityView; personKey: string }) {
  const ask = useAsked<PersonAudiencesView>("/people/audiences", { entity: entity.name, key: personKey });
  if (ask.error) return <ErrorNotice error={ask.error} />;
  if (ask.price) return <PriceNotice price={ask.price} onAgree={ask.agree} />;
  if (!ask.answer) return <Skeleton className="h-40" />;
  const { audiences, unreadable, asOf } = ask.answer;
  const groups = [
    { title: "In", rows: audiences.filter(({ isMember }) => isMember) },
    { title: "Not in", rows: audiences.filter(({ isMember }) => !isMember) },
  ];
  return (
    <div className="flex flex-col gap-8">
      <h2 className="text-base font-semibold">
        {`${capital(entity.singular)} ${personKey}`}{" "}
        <span className="text-xs font-normal text-ink-3">
          newest versions, as of <Time at={asOf} />
        </span>
      </h2>
      {audiences.length === 0 && (
        <Empty title={`There is no audience of ${entity.label} yet`}>
          Save the first version of one, and look again.
        </Empty>
      )}
      {groups.map(
        ({ title, rows }) =>
          rows.length > 0 && (
            <Section key={title} title={`${title} ${rows.length} of ${audiences.length}`}>
              <ul className="flex flex-col">
                {rows.map((row) => (
                  <li key={row.id} className="hairline py-2">
                    <AudienceRow row={row} personKey={personKey} />
                  </li>
                ))}
              </ul>
            </Section>
          ),
      )}
      {unreadable.length > 0 && (
        <p className="text-sm text-ink-2">
          {`Cannot be read with the present catalog: ${unreadable.map(({ name }) => name).join(", ")}.`}
        </p>
      )}
    </div>
  );
}

function AudienceRow({
  row,
  personKey,
}: {
  row: PersonAudiencesView["audiences"][number];
  personKey: string;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-3">
        <Status tone={row.isMember ? "good" : "neutral"}>{row.isMember ? "In" : "Not in"}</Status>
        <Link href={`/audiences/${row.id}`} className="text-sm font-medium hover:underline">
          {row.name}
        </Link>
        <span className="text-xs text-ink-3">version {row.version}</span>
      </div>
      <button
        type="button"
        aria-expanded={isOpen}
        className="inline-flex min-h-6 items-center gap-1.5 self-start text-sm text-ink-2 hover:text-ink"
        onClick={() => setIsOpen(!isOpen)}
      >
        <ChevronRight
          aria-hidden
          className={classNames("size-3.5 transition-quick", isOpen && "rotate-90")}
        />
        {row.isMember ? "Why" : "Why not"}
        <span className="sr-only">{` in ${row.name}`}</span>
      </button>
      {isOpen && <Explanation audienceId={row.id} personKey={personKey} />}
    </div>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
