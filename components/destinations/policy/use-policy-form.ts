"use client";

import { useCallback, useState } from "react";
import type { PiiTag } from "@/lib/core/catalog/types";
import { EMPTY_POLICY, type FieldRule, type Policy, type Suppression } from "@/lib/core/policy/types";
import type { Condition, Segment } from "@/lib/core/segment/types";

export type ConsentRule = "nobody" | "not_required" | "condition";

/** A policy being written; it is in force only once it is saved with a reason. */
export function usePolicyForm(initial: Policy = EMPTY_POLICY) {
  const [policy, setPolicy] = useState(initial);

  const editConsent = useCallback((entity: string, change: (tree: Segment) => Segment) => {
    setPolicy((old) => {
      const rule = old.consent[entity];
      if (rule === undefined || rule === "not_required") return old;
      const tree = change({ version: 1, entity, where: rule });
      return { ...old, consent: { ...old.consent, [entity]: tree.where } };
    });
  }, []);

  return {
    policy,
    changed: policy !== initial,
    editConsent,
    setTag: (tag: PiiTag, rule: FieldRule) =>
      setPolicy((old) => ({ ...old, tags: { ...old.tags, [tag]: rule } })),
    setColumn: (column: string, rule: FieldRule | null) =>
      setPolicy((old) => {
        const { [column]: _gone, ...others } = old.columns;
        return { ...old, columns: rule === null ? others : { ...others, [column]: rule } };
      }),
    setConsent: (entity: string, rule: ConsentRule) =>
      setPolicy((old) => {
        const { [entity]: before, ...others } = old.consent;
        if (rule === "nobody") return { ...old, consent: others };
        const kept = before === undefined || before === "not_required" ? EVERYONE : before;
        return { ...old, consent: { ...others, [entity]: rule === "not_required" ? rule : kept } };
      }),
    setSuppression: (entity: string, lists: Suppression[]) =>
      setPolicy((old) => {
        const { [entity]: _gone, ...others } = old.suppression;
        return { ...old, suppression: lists.length === 0 ? others : { ...others, [entity]: lists } };
      }),
    setMayDecide: (tag: PiiTag, may: boolean) =>
      setPolicy((old) => {
        const others = (old.deciding ?? []).filter((one) => one !== tag);
        return { ...old, deciding: may ? [...others, tag] : others };
      }),
    setMinimumSize: (minimumSize: number) => setPolicy((old) => ({ ...old, minimumSize })),
  };
}

const EVERYONE: Condition = { all: [] };

export type PolicyForm = ReturnType<typeof usePolicyForm>;
