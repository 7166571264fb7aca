"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/components/api/client";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Empty, ErrorNotice, SkeletonRows } from "@/components/ui/states";
import type { ActivityRow } from "@/lib/core/views/activity";
import { actionWords } from "./action-words";
import { ActivityEvent } from "./activity-event";
import { useSubjectNames } from "./use-subject-names";
import { VerifyChain } from "./verify-chain";

export function ActivityScreen() {
  const [search, setSearch] = useState("");
  const pages = useInfiniteQuery({
    queryKey: ["activity"],
    queryFn: ({ pageParam, signal }) =>
      api<ActivityRow[]>(`/activity${pageParam === null ? "" : `?before=${pageParam}`}`, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.at(-1)?.sequence ?? null,
  });
  const events = pages.data?.pages.flat() ?? [];
  const subjectOf = useSubjectNames(events);
  const shown = events.filter((event) => matches(event, subjectOf(event.subject).words, search));
  return (
    <>
      <PageHeader title="Activity" actions={<VerifyChain />} />
      <PageBody>
        {pages.isPending && <SkeletonRows rows={8} />}
        {pages.error && <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} />}
        {pages.data && events.length === 0 && (
          <Empty title="Nothing has happened yet">
            Every change leaves an event here: who, what, before and after.
          </Empty>
        )}
        {events.length > 0 && (
          <>
            <Input
              type="search"
              aria-label="Filter what is shown"
              placeholder="Filter by person, action or thing"
              className="mb-3 w-full sm:w-72"
              value={search}
              onChange={({ target }) => setSearch(target.value)}
            />
            <ol aria-label="Events, newest first">
              {shown.map((event) => (
                <ActivityEvent key={event.sequence} event={event} subject={subjectOf(event.subject)} />
              ))}
            </ol>
            {shown.length === 0 && <p className="py-4 text-sm text-ink-3">Nothing shown here matches.</p>}
            {pages.hasNextPage && (
              <Button
                className="mt-4"
                busy={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                Show older
              </Button>
            )}
          </>
        )}
      </PageBody>
    </>
  );
}

function matches(event: ActivityRow, subject: string, search: string): boolean {
  const text = `${event.actor} ${actionWords(event.action)} ${subject} ${event.reason ?? ""}`.toLowerCase();
  return text.includes(search.trim().toLowerCase());
}
