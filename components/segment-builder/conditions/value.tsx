import { resolveColumn } from "@/lib/core/catalog/resolve";
import { replaceAt } from "@/lib/core/segment/edit/at";
import type { ValueCondition } from "@/lib/core/segment/types";
import { valueType } from "@/lib/core/segment/value-type";
import { useBuilder } from "../builder-context";
import { isMeasure, piiOf } from "../measures";
import { startingTest } from "../operators";
import { TestEditor } from "../tests/test-editor";
import { MeasureScopeEditor } from "../values/measure-scope";
import { ValueEditor } from "../values/value-editor";
import { conditionWords } from "./condition-words";

/** A value and what is asked of it, as one sentence. */
export function ValueConditionEditor({
  condition,
  path,
  entity,
}: {
  condition: ValueCondition;
  path: string;
  entity: string;
}) {
  const { catalog, edit } = useBuilder();
  const { value, is } = condition;
  const known = valueType(catalog, entity, value);
  const type = "problem" in known ? { kind: "text" as const } : known;
  const found = "column" in value ? resolveColumn(catalog, entity, value.column) : null;
  return (
    <div>
      <div className="flex flex-wrap items-start gap-1.5 py-0.5 [&>span]:leading-7">
        <ValueEditor
          value={value}
          path={`${path}.value`}
          entity={entity}
          onChange={(next) => {
            const changed = valueType(catalog, entity, next);
            const sameKind = "problem" in changed || changed.kind === type.kind;
            const pii = piiOf(catalog, entity, next);
            const test =
              sameKind && pii === null
                ? is
                : startingTest("problem" in changed ? type.kind : changed.kind, pii);
            edit((tree) => replaceAt(tree, path, { value: next, is: test }));
          }}
        />
        <TestEditor
          test={is}
          type={type}
          pii={piiOf(catalog, entity, value)}
          column={found && !("problem" in found) ? found : null}
          label={conditionWords(catalog, entity, condition)}
          onChange={(test) => edit((tree) => replaceAt(tree, `${path}.is`, test), `${path}.is`)}
        />
        {isMeasure(value) && <MeasureScopeEditor value={value} path={`${path}.value`} entity={entity} />}
      </div>
      {isMeasure(value) && (
        <MeasureScopeEditor value={value} path={`${path}.value`} entity={entity} part="where" />
      )}
    </div>
  );
}
