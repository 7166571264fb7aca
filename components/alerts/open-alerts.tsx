"use client";

import Link from "next/link";
import { useApi } from "@/components/api/use-api";
import { Status } from "@/components/ui/status";
import { Ago } from "@/components/ui/time";
import { KIND_WORDS } from "@/lib/core/alerts/message";
import type { AlertKind } from "@/lib/core/alerts/types";
import type { OpenAlertView } from "@/lib/core/views/alert";
import { LEVEL_TONES, LEVEL_WORDS } from "./alert-words";

const POLL_MS = 30_000;

/** What is wrong now; nothing at all where all is well, unless `well` says so. */
export function OpenAlerts({
  of,
  named = false,
  well,
  told = [],
}: {
  of: string;
  named?: boolean;
  well?: string;
  /** Kinds the page says already, with more. */
  told?: readonly AlertKind[];
}) {
  const alerts = useApi<OpenAlertView[]>(`/alerts${of}`, { poll: () => POLL_MS });
  if (!alerts.data) return null;
  const shown = alerts.data.filter(({ kind }) => !told.includes(kind));
  if (shown.length === 0) return well ? <p className="text-sm text-ink-3">{well}</p> : null;
  return (
    <ul aria-label="Open alerts" className="mb-5 flex max-w-4xl flex-col">
      {shown.map(({ sync, kind, level, message, since }) => (
        <li
          key={`${sync.id} ${kind}`}
          className="hairline flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm"
        >
          <Status
            tone={LEVEL_TONES[level]}
          >{`${KIND_WORDS[kind]}: ${LEVEL_WORDS[level].toLowerCase()}`}</Status>
          {named && (
            <Link href={`/syncs/${sync.id}`} className="font-medium hover:underline">
              {sync.name}
            </Link>
          )}
          <span className="min-w-0 flex-1 basis-64">{message}</span>
          <span className="text-xs text-ink-3">
            since <Ago at={since} />
          </span>
        </li>
      ))}
    </ul>
  );
}
