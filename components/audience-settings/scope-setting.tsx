"use client";

import { X } from "lucide-react";
import { useSession } from "@/components/shell/use-session";
import { IconButton } from "@/components/ui/button";
import { isDefinitionInside } from "@/lib/core/row-scope/inside";
import type { ScopeCondition } from "@/lib/core/row-scope/types";
import { describeCondition } from "@/lib/core/segment/describe";
import type { SettingProps } from "./settings";

/** The row scope an audience is pinned to; whoever sees every row may take it out, which the next version then shows. */
export function ScopeSetting({
  scope,
  definition,
  edit,
  catalog,
  readOnly,
}: Pick<SettingProps, "definition" | "edit" | "catalog" | "readOnly"> & { scope: ScopeCondition }) {
  const session = useSession().data;
  const mayTakeOut = !readOnly && session?.rowScope === null;
  const mayLoosen = (rest: ScopeCondition["all"]) =>
    mayTakeOut ||
    (!readOnly &&
      !!session?.rowScope &&
      isDefinitionInside({ ...definition, scope: { all: rest } }, session.rowScope));
  const without = (at: number) => scope.all.filter((_, index) => index !== at);
  const set = (rest: ScopeCondition["all"]) =>
    edit(({ scope: _, ...others }) => (rest.length === 0 ? others : { ...others, scope: { all: rest } }));
  return (
    <ul className="flex flex-wrap items-center gap-1.5">
      {scope.all.map((test, at) => {
        const words = describeCondition(test, definition.entity, catalog);
        return (
          <li
            key={test.value.column}
            className="inline-flex min-h-7 items-center gap-1.5 rounded-md border border-line-strong px-2 text-sm"
          >
            {words}
            {mayLoosen(without(at)) && (
              <IconButton
                label={`Take the row scope ${words} out`}
                className="size-6"
                onClick={() => set(without(at))}
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}
