"use client";

import { asErrorView } from "@/components/api/client";
import type { Question } from "@/components/audience-builder/use-question";
import type { Problem } from "@/lib/core/errors";
import { isScopeLike } from "@/lib/core/row-scope/inside";
import type { StagesView, StepKind } from "@/lib/core/views/audience";
import { ExcludeSetting } from "./exclude-setting";
import { LimitSetting } from "./limit-setting";
import { NewerInConditions } from "./newer-version";
import { PrioritySetting } from "./priority-setting";
import { ScopeSetting } from "./scope-setting";
import { Setting } from "./setting";
import type { SettingProps } from "./settings";
import { SplitSetting } from "./split-setting";

/** What is done with whoever meets the conditions, in the order it is done, with how many are left each time. */
export function AudienceSettings({
  problems,
  counted,
  ...props
}: Omit<SettingProps, "stages"> & { problems: readonly Problem[]; counted: Question<StagesView> }) {
  const stages = counted.answer;
  const all = { ...props, stages };
  const at = (key: string) =>
    problems.filter(({ path }) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`));
  const left = (step: StepKind) => stages?.steps.find((one) => one.step === step)?.members;
  const here = { of: left("conditions"), stale: counted.stale };
  return (
    <fieldset disabled={props.readOnly} className="mt-8 min-w-0">
      <legend className="sr-only">What is done with them</legend>
      <h2 className="hairline pb-1.5 text-sm text-ink-2">Of those who meet the conditions</h2>
      {isScopeLike(props.definition.scope) && (
        <Setting
          title="Row scope"
          help="Nobody beyond these rows, whoever changes or sends it. It is pinned because whoever made it sees only them."
          left={left("scope")}
          problems={at("scope")}
          {...here}
        >
          <ScopeSetting scope={props.definition.scope} {...all} />
        </Setting>
      )}
      <Setting
        title="Exclude"
        help="Nobody who is in one of these audiences."
        left={left("exclude")}
        problems={at("exclude")}
        {...here}
      >
        <ExcludeSetting {...all} />
      </Setting>
      <Setting
        title="Priority"
        help="In a priority set everyone belongs to one audience at most: the first that has them."
        left={left("priority")}
        problems={at("priority")}
        {...here}
      >
        <PrioritySetting {...all} />
      </Setting>
      <Setting
        title="Limit"
        help={limitHelp(props.definition.limit)}
        left={left("limit")}
        problems={at("limit")}
        {...here}
      >
        <LimitSetting {...all} />
      </Setting>
      <Setting
        title="Split"
        help="Chance decides once, and the same way every time. Another share's people never move when one grows."
        problems={at("splits")}
        {...here}
      >
        <SplitSetting {...all} />
      </Setting>
      {!props.readOnly && <NewerInConditions definition={props.definition} edit={props.edit} />}
      {counted.error && !counted.isFetching && (
        <p role="alert" className="mt-2 text-xs text-bad">
          {asErrorView(counted.error).message} {asErrorView(counted.error).fix}
        </p>
      )}
    </fieldset>
  );
}

function limitHelp(limit: SettingProps["definition"]["limit"]): string {
  if (!limit) return "Everyone who is left.";
  if (!limit.by) return "The same people are drawn every time, as long as they are among those left.";
  return "Ties go to the lower key; whoever's value is not known is left out.";
}
