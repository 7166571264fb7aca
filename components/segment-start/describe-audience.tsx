"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { api } from "@/components/api/client";
import { useApi } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Field, Textarea } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import type { Segment } from "@/lib/core/segment/types";
import type { AssistView, DraftedSegmentView } from "@/lib/core/views/builder";

/** A sentence, made into conditions by the configured model; nothing at all where none is. */
export function DescribeAudience({
  entity,
  onDraft,
}: {
  entity: string;
  onDraft: (segment: Segment) => void;
}) {
  const assist = useApi<AssistView>("/assist");
  const [sentence, setSentence] = useState("");
  const asking = useRef<AbortController | null>(null);
  const draft = useMutation<DraftedSegmentView, Error, string>({
    mutationFn: (words) => {
      asking.current = new AbortController();
      return api("/segments/draft", {
        method: "POST",
        body: { entity, sentence: words },
        signal: asking.current.signal,
      });
    },
    onSuccess: ({ segment }) => onDraft(segment),
  });
  const model = assist.data?.model;
  if (!model) return null;
  const isCancelled = draft.error?.name === "AbortError";

  function send(event: FormEvent) {
    event.preventDefault();
    if (sentence.trim().length >= 3 && !draft.isPending) draft.mutate(sentence.trim());
  }

  return (
    <form onSubmit={send} className="flex flex-col gap-2">
      <Field
        label="Describe the audience"
        help={`Your words and the names of columns go to ${model.name} at ${model.host}; no values do. What comes back is a draft to check and change. Leave out names and addresses of people.`}
      >
        {(aria) => (
          <Textarea
            {...aria}
            rows={2}
            maxLength={1000}
            value={sentence}
            placeholder="German and French customers who spent over 500 in the last year and have not ordered in 90 days"
            onChange={({ target }) => setSentence(target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.shiftKey) send(event);
            }}
          />
        )}
      </Field>
      <div className="flex items-center gap-2">
        <Button type="submit" busy={draft.isPending} disabled={sentence.trim().length < 3}>
          Make a draft
        </Button>
        {draft.isPending && (
          <Button look="quiet" onClick={() => asking.current?.abort()}>
            Cancel
          </Button>
        )}
        <span role="status" className="text-xs text-ink-3">
          {draft.isPending && "Asking the model…"}
          {isCancelled && "Cancelled."}
        </span>
      </div>
      {draft.error && !isCancelled && <ErrorNotice error={draft.error} />}
    </form>
  );
}
