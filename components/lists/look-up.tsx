"use client";

import { useState } from "react";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import { Status } from "@/components/ui/status";

/** Whether one value is in the list. The answer is all that leaves the server. */
export function LookUp({ id, isEmpty }: { id: string; isEmpty: boolean }) {
  const [value, setValue] = useState("");
  const ask = useSend<string, { found: boolean }>({
    request: (one) => ({ path: `/lists/${id}/look-up`, body: { value: one } }),
    quiet: true,
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate(value);
      }}
    >
      <div className="flex items-end gap-2">
        <Field label="Value" className="w-72 max-w-full">
          {(aria) => (
            <Input
              {...aria}
              value={value}
              autoComplete="off"
              onChange={(event) => {
                setValue(event.target.value);
                ask.reset();
              }}
            />
          )}
        </Field>
        <Button type="submit" disabled={value.trim() === "" || isEmpty} busy={ask.isPending}>
          Look it up
        </Button>
      </div>
      <div aria-live="polite">
        {ask.error && <ErrorNotice error={ask.error} />}
        {ask.data && (
          <Status tone={ask.data.found ? "good" : "neutral"}>
            {ask.data.found ? "It is in the list." : "It is not in the list."}
          </Status>
        )}
      </div>
    </form>
  );
}
