"use client";

import { Check, Lock, X } from "lucide-react";
import { PriceNotice } from "@/components/audience-builder/size/price-notice";
import { ErrorNotice, Skeleton } from "@/components/ui/states";
import type { ExplainedView, ExplanationView } from "@/lib/core/views/person";
import { useAsked } from "./use-asked";

/** Each condition with its answer and the values it looked at; asked when it is first shown. */
export function Explanation({ audienceId, personKey }: { audienceId: string; personKey: string }) {
  const ask = useAsked<ExplanationView>("/people/explain", { audienceId, key: personKey });
  if (ask.error) return <ErrorNotice error={ask.error} />;
  if (ask.price) return <PriceNotice price={ask.price} onAgree={ask.agree} />;
  if (!ask.answer) return <Skeleton className="h-16" />;
  return (
    <ul className="mt-2">
      <Node node={ask.answer.root} />
    </ul>
  );
}

function Node({ node }: { node: ExplainedView }) {
  const Mark = node.verdict ? Check : X;
  return (
    <li className="py-1">
      <div className="flex items-baseline gap-2 text-sm">
        <Mark
          aria-hidden
          className={`size-3.5 shrink-0 translate-y-0.5 ${node.verdict ? "text-good" : "text-bad"}`}
        />
        <span className="sr-only">{node.verdict ? "Yes: " : "No: "}</span>
        <span className="first-letter:uppercase">{node.sentence}</span>
      </div>
      {node.seen.length > 0 && (
        <dl className="ml-5.5 text-xs text-ink-2">
          {node.seen.map(({ words, text, hidden }) => (
            <div key={words} className="flex flex-wrap gap-x-2">
              <dt>{words}:</dt>
              <dd className="tabular-nums">
                {hidden ? <Hidden /> : (text ?? <span className="text-ink-3">unknown</span>)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {node.children.length > 0 && (
        <ul className="ml-1.5 border-l border-line pl-4">
          {node.children.map((child) => (
            <Node key={child.path} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Hidden() {
  return (
    <span className="inline-flex items-center gap-1 text-ink-3">
      <Lock aria-hidden className="size-3" />
      personal, shown to admins only
    </span>
  );
}
