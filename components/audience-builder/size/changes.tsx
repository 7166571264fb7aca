"use client";

import { useState } from "react";
import { Time } from "@/components/ui/time";
import type { ChangesView } from "@/lib/core/views/builder";
import { Asked } from "../panel/section";
import { type Asking, useQuestion } from "../use-question";
import { changeSentences } from "./change-words";

/** Why the size is not what it was a day ago; asked only once somebody wants to know. */
export function Changes({ asking }: { asking: Asking }) {
  const [open, setOpen] = useState(false);
  const changes = useQuestion<ChangesView>("/segments/changes", {
    ...asking,
    enabled: asking.enabled && open,
  });
  return (
    <details
      className="group -mt-3"
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="w-fit rounded-sm text-xs text-ink-2 underline-offset-2 hover:underline">
        What changed since yesterday?
      </summary>
      <div className="pt-2">
        <Asked question={changes}>{(answer) => <Said changes={answer} />}</Asked>
      </div>
    </details>
  );
}

function Said({ changes }: { changes: ChangesView }) {
  return (
    <div className="flex flex-col gap-1 text-sm">
      {changeSentences(changes).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {changes.versions.map(({ version, by, at }) => (
        <p key={version}>
          Version {version} was saved by {by}, <Time at={at} />.
        </p>
      ))}
      <p className="text-xs text-ink-3">
        These conditions asked at <Time at={changes.from} /> and at <Time at={changes.asOf} />, both of the
        rows as they are now.
      </p>
    </div>
  );
}
