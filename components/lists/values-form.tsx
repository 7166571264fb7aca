"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { upload } from "@/components/api/client";
import { refreshAddresses } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Choice, Field, Textarea } from "@/components/ui/field";
import { count } from "@/components/ui/numbers";
import { ErrorNotice, Notice } from "@/components/ui/states";
import type { ListChangeView, ListView } from "@/lib/core/views/list";

type Mode = "add" | "remove" | "replace";

const VERBS: Record<Mode, string> = { add: "Add", remove: "Remove", replace: "Replace all with" };

/** Pasted or from a file, one value a line; what was of no use is said afterwards. */
export function ValuesForm({ list }: { list: ListView }) {
  const client = useQueryClient();
  const [mode, setMode] = useState<Mode>("add");
  const [pasted, setPasted] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation<ListChangeView, Error, Blob>({
    mutationFn: (text) => upload(`/lists/${list.id}/values?mode=${mode}`, text),
    onSuccess: () => {
      setPasted("");
      setFile(null);
      void refreshAddresses(client, ["/lists", "/syncs", "/audiences"]);
    },
  });
  const text = file ?? (pasted.trim() === "" ? null : new Blob([pasted]));
  const live = list.usedBy.syncs.length;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (text) send.mutate(text);
      }}
    >
      <Choice
        legend="What to do with them"
        value={mode}
        onChange={setMode}
        options={[
          { value: "add", label: "Add", help: "What the list holds already stays." },
          { value: "remove", label: "Remove", help: "Values that are not in it are passed over." },
          { value: "replace", label: "Replace", help: "The list then holds these and nothing else." },
        ]}
      />
      <Field label="Values" help="One a line. They are hashed as they arrive and cannot be shown again.">
        {(aria) => (
          <Textarea
            {...aria}
            rows={5}
            spellCheck={false}
            autoComplete="off"
            disabled={file !== null}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        )}
      </Field>
      <Field label="or a text file" help="UTF-8, one value a line, up to 500,000.">
        {(aria) => (
          <input
            {...aria}
            // A chosen file cannot be taken back by setting its value, so the input is made anew.
            key={send.isSuccess ? send.submittedAt : "first"}
            type="file"
            accept=".txt,.csv,text/plain,text/csv"
            className="text-sm file:mr-2 file:h-8 file:rounded-md file:border file:border-line-strong file:bg-raised file:px-3 file:font-medium file:hover:bg-hover"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        )}
      </Field>
      {live > 0 && (
        <Notice
          tone="warn"
          title={`${live === 1 ? "An approved sync rests" : `${live} approved syncs rest`} on this list.`}
        >
          When it changes, {live === 1 ? "its approval is" : "their approvals are"} void and must be asked for
          again.
        </Notice>
      )}
      {send.error && <ErrorNotice error={send.error} />}
      {send.data && <Result change={send.data} />}
      <div>
        <Button type="submit" look="accent" disabled={!text} busy={send.isPending}>
          {VERBS[mode]} {file ? "the file's values" : "these values"}
        </Button>
      </div>
    </form>
  );
}

function Result({ change: { entries, before, lines, blank, duplicates } }: { change: ListChangeView }) {
  const passed = [
    blank > 0 ? `${count(blank)} blank` : "",
    duplicates > 0 ? `${count(duplicates)} there twice` : "",
  ].filter((one) => one !== "");
  return (
    <Notice tone="info" title={`The list now holds ${count(entries)} values; it held ${count(before)}.`}>
      {count(lines)} {lines === 1 ? "line was" : "lines were"} read
      {passed.length > 0 && `, ${passed.join(" and ")} passed over`}.
    </Notice>
  );
}
