"use client";

import { Disclosure } from "@/components/ui/disclosure";
import type { Segment } from "@/lib/core/segment/types";
import type { TemplateFit } from "@/lib/core/templates";

/** Templates that fit the catalog, to start from; those that do not, with what it lacks. */
export function TemplateList({
  templates,
  onStart,
}: {
  templates: readonly TemplateFit[];
  onStart: (segment: Segment, label: string) => void;
}) {
  const fitting = templates.filter((template) => template.fits);
  const others = templates.filter((template) => !template.fits);
  return (
    <>
      {fitting.length > 0 && (
        <ul className="grid gap-2 sm:grid-cols-2">
          {fitting.map(({ id, label, summary, segment }) => (
            <li key={id} className="flex">
              <button
                type="button"
                onClick={() => onStart(segment, label)}
                className="transition-quick flex w-full flex-col items-start rounded-md border border-line px-3 py-2 text-left hover:border-line-strong hover:bg-hover"
              >
                <span className="block text-sm font-medium">{label}</span>
                <span className="block text-xs text-ink-3">{summary}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <div className="mt-3">
          <Disclosure summary={`${others.length} more need what the catalog does not have`}>
            <ul className="flex flex-col gap-1.5">
              {others.map(({ id, label, missing }) => (
                <li key={id} className="text-xs text-ink-3">
                  <span className="text-ink-2">{label}</span> needs {missing.join("; ")}.
                </li>
              ))}
            </ul>
            <p className="mt-2 text-xs text-ink-3">The data team adds such columns to the catalog.</p>
          </Disclosure>
        </div>
      )}
    </>
  );
}
