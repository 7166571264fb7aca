"use client";

import Link from "next/link";
import { Disclosure } from "@/components/ui/disclosure";
import { Time } from "@/components/ui/time";
import type { ActivityRow } from "@/lib/core/views/activity";
import { actionWords } from "./action-words";
import { changedFields } from "./changed-fields";
import type { Subject } from "./use-subject-names";

export function ActivityEvent({ event, subject }: { event: ActivityRow; subject: Subject }) {
  const changes = changedFields(event.before, event.after);
  return (
    <li className="hairline grid gap-x-4 py-2.5 sm:grid-cols-[9rem_1fr_4rem]">
      <span className="text-xs text-ink-3 sm:pt-0.5">
        <Time at={event.at} />
      </span>
      <div className="min-w-0 text-sm">
        <p>
          <span className="font-medium">{event.actor}</span> {actionWords(event.action)}{" "}
          <SubjectName subject={subject} />
          {event.reason && <span className="text-ink-2">: “{event.reason}”</span>}
        </p>
        {changes.length > 0 && (
          <div className="mt-1">
            <Disclosure
              summary={changes.length === 1 ? "1 thing changed" : `${changes.length} things changed`}
            >
              <Changes changes={changes} />
            </Disclosure>
          </div>
        )}
      </div>
      <span className="hidden text-right text-xs text-ink-3 sm:block">#{event.sequence}</span>
    </li>
  );
}

function SubjectName({ subject: { words, href } }: { subject: Subject }) {
  if (!href) return <span className="font-medium break-words">{words}</span>;
  return (
    <Link href={href} className="font-medium break-words hover:underline">
      {words}
    </Link>
  );
}

function Changes({ changes }: { changes: ReturnType<typeof changedFields> }) {
  return (
    <div className="overflow-x-auto">
      <table className="text-left text-xs">
        <thead>
          <tr className="text-ink-3">
            <th scope="col" className="pr-6 font-medium">
              What
            </th>
            <th scope="col" className="pr-6 font-medium">
              Before
            </th>
            <th scope="col" className="font-medium">
              After
            </th>
          </tr>
        </thead>
        <tbody className="align-top">
          {changes.map((change) => (
            <tr key={change.field}>
              <th scope="row" className="py-0.5 pr-6 font-normal text-ink-2">
                {change.field}
              </th>
              <td className="py-0.5 pr-6 font-mono break-words">{change.before ?? "–"}</td>
              <td className="py-0.5 font-mono break-words">{change.after ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
