import { resolveColumn } from "@/lib/core/catalog/resolve";
import { replaceAt } from "@/lib/core/segment/edit/at";
import { partNamesOf } from "@/lib/core/segment/part-names";
import type { Value, ValueCondition } from "@/lib/core/segment/types";
import { valueType } from "@/lib/core/segment/value-type";
import { birthDateLabel, birthdayName } from "../birthday";
import { useBuilder } from "../builder-context";
import { isMeasure } from "../measures";
import { startingTest } from "../operators";
import { piiOf } from "../pii";
import { TestEditor } from "../tests/test-editor";
import { MeasureScopeEditor } from "../values/measure-scope";
import { ValueEditor } from "../values/value-editor";
import { valueWords } from "../values/value-words";
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
  const type = typeOf(value) ?? { kind: "text" as const };
  const pii = piiOf(catalog, entity, value);
  const names = partNamesOf(catalog, entity, value);
  const birthDate = birthDateLabel(catalog, entity, value);
  const found = "column" in value ? resolveColumn(catalog, entity, value.column) : null;

  function typeOf(one: Value) {
    const found = valueType(catalog, entity, one);
    return "problem" in found ? null : found;
  }

  /** The test stays where it means the same of the new value; values typed for another column do not. */
  function changeValue(next: Value) {
    const changed = typeOf(next);
    const nextPii = piiOf(catalog, entity, next);
    const sameColumn = !("column" in next) || !("column" in value) || next.column === value.column;
    const nextNames = partNamesOf(catalog, entity, next);
    const sameKind = (changed === null || changed.kind === type.kind) && names === nextNames;
    const keeps = sameKind && nextPii === null && sameColumn;
    const test = keeps ? is : startingTest(changed?.kind ?? type.kind, nextPii, nextNames !== undefined);
    edit((tree) => replaceAt(tree, path, { value: next, is: test }));
  }

  return (
    <div>
      <div className="flex flex-wrap items-start gap-1.5 py-0.5 [&>span]:leading-7">
        <ValueEditor
          value={value}
          path={`${path}.value`}
          entity={entity}
          name={birthdayName(birthDate, is, valueWords(catalog, entity, value))}
          onChange={changeValue}
        />
        <TestEditor
          test={is}
          type={type}
          pii={pii}
          names={names}
          birthDate={birthDate}
          column={found && !("problem" in found) ? found : null}
          label={conditionWords(catalog, entity, condition)}
          path={`${path}.is`}
          entity={entity}
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
