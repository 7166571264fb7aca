"use client";

import { type FormEvent, useState } from "react";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Field, Textarea } from "@/components/ui/field";
import { Ago } from "@/components/ui/time";
import type { ChangeSetView } from "@/lib/core/views/change-set";

export function Comments({ changeSet }: { changeSet: ChangeSetView }) {
  const [text, setText] = useState("");
  const send = useSend<string, ChangeSetView>({
    request: (comment) => ({ path: `/change-sets/${changeSet.id}/comment`, body: { text: comment } }),
    refresh: ["/change-sets"],
    done: () => setText(""),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() !== "") send.mutate(text.trim());
  }
  return (
    <div className="max-w-2xl">
      <ul className="flex flex-col gap-3" aria-label="Comments">
        {changeSet.comments.map((comment) => (
          <li key={`${comment.at} ${comment.by}`} className="text-sm">
            <p className="text-xs text-ink-3">
              <span className="font-medium text-ink">{comment.by}</span> · <Ago at={comment.at} />
            </p>
            <p className="whitespace-pre-wrap">{comment.text}</p>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className="mt-4 flex flex-col items-start gap-2">
        <Field label="Add a comment" className="w-full">
          {(aria) => (
            <Textarea {...aria} rows={2} value={text} onChange={({ target }) => setText(target.value)} />
          )}
        </Field>
        <Button type="submit" size="sm" busy={send.isPending} disabled={text.trim() === ""}>
          Comment
        </Button>
      </form>
    </div>
  );
}
