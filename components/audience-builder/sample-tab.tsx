"use client";

import { Lock } from "lucide-react";
import { Empty } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { SampleView } from "@/lib/core/views/builder";
import { Asked } from "./panel/section";
import { type Asking, useQuestion } from "./use-question";

export function SampleTab({ asking }: { asking: Asking }) {
  const sample = useQuestion<SampleView>("/segments/sample", asking);
  return (
    <Asked question={sample} lines={4}>
      {(answer) => <SampleTable sample={answer} />}
    </Asked>
  );
}

/** A few rows; personal columns are masked before they leave the server. */
export function SampleTable({ sample }: { sample: SampleView }) {
  if (sample.rows.length === 0) {
    return (
      <Empty title="No sample">
        Under ten members none of them is shown, so that nobody can be recognised.
      </Empty>
    );
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section aria-label="Sample of members" tabIndex={0} className="max-h-96 overflow-auto">
        <table className="w-full text-left text-xs">
          <thead className="sticky top-0 bg-page">
            <tr className="hairline">
              {sample.columns.map((column) => (
                <th
                  key={column.name}
                  scope="col"
                  className="py-1.5 pr-4 font-medium whitespace-nowrap text-ink-3"
                >
                  {column.label}
                  {column.masked && <Lock role="img" aria-label="masked" className="ml-1 inline size-3" />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have no name and no order
              <tr key={index} className="hairline">
                {row.map((cell, at) => (
                  <td key={sample.columns[at]?.name} className="py-1.5 pr-4 whitespace-nowrap">
                    <Cell value={cell} masked={sample.columns[at]?.masked ?? false} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mt-2 text-xs text-ink-3">
        {sample.rows.length} rows, as of <Time at={sample.asOf} />. Masked columns are personal.
      </p>
    </>
  );
}

function Cell({ value, masked }: { value: string | null; masked: boolean }) {
  if (value !== null) return value;
  return <span className="text-ink-3">{masked ? "•••" : "unknown"}</span>;
}
