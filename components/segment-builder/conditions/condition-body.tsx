import { asGroup } from "@/lib/core/segment/edit/group";
import { foldCondition } from "@/lib/core/segment/kinds";
import type { RowProps } from "../condition-row";
import { AudienceConditionEditor } from "./audience";
import { EveryConditionEditor } from "./every";
import { GroupEditor } from "./group";
import { ListConditionEditor } from "./list";
import { NotConditionEditor } from "./not";
import { RankConditionEditor } from "./rank";
import { SequenceConditionEditor } from "./sequence";
import { ValueConditionEditor } from "./value";

/** The editor of a condition's kind. */
export function ConditionBody({ condition, path, entity }: RowProps) {
  const group = asGroup(condition);
  if (group) return <GroupEditor group={group} path={path} entity={entity} />;
  const at = { path, entity };
  return foldCondition(condition, {
    all: () => null,
    any: () => null,
    not: (node) => <NotConditionEditor {...at} condition={node} />,
    value: (node) => <ValueConditionEditor {...at} condition={node} />,
    every: (node) => <EveryConditionEditor {...at} condition={node} />,
    audience: (node) => <AudienceConditionEditor {...at} condition={node} />,
    list: (node) => <ListConditionEditor {...at} condition={node} />,
    sequence: (node) => <SequenceConditionEditor {...at} condition={node} />,
    rank: (node) => <RankConditionEditor {...at} condition={node} />,
  });
}
