import { replaceAt } from "@/lib/core/segment/edit/at";
import type { MeasureValue } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { ConditionSlot } from "../conditions/slot";
import { endOf, fieldsOf, isMoment } from "../fields";
import { InlineSelect } from "../inputs/inline-select";
import { WindowEditor } from "../windows/window-editor";

/** Which rows a measure takes in: when they happened (in the sentence), and what else holds of them (beneath it). */
export function MeasureScopeEditor({
  value,
  path,
  entity,
  part = "when",
}: {
  value: MeasureValue;
  path: string;
  entity: string;
  part?: "when" | "where";
}) {
  const { catalog } = useBuilder();
  const end = endOf(catalog, entity, value.of);
  if (part === "where") {
    return (
      <ConditionSlot
        condition={value.where}
        path={`${path}.where`}
        entity={end}
        lead="counting only those that meet"
        addLabel="only those where…"
      />
    );
  }
  return <MeasureWhen value={value} path={path} end={end} />;
}

function MeasureWhen({ value, path, end }: { value: MeasureValue; path: string; end: string }) {
  const { catalog, edit } = useBuilder();
  const moments = fieldsOf(catalog, end).filter((field) => isMoment(field.column) && field.through === null);
  const at = value.at ?? catalog.entities[end]?.timeColumn ?? moments[0]?.path;
  if (at === undefined) return null;
  const ofDates = moments.find((field) => field.path === at)?.column.type.kind === "date";
  return (
    <>
      <WindowEditor
        optional
        window={value.during}
        ofDates={ofDates}
        onChange={(during) => edit((tree) => replaceAt(tree, `${path}.during`, during), `${path}.during`)}
      />
      {value.during && moments.length > 1 && (
        <InlineSelect
          label="By which date"
          value={at}
          options={moments.map((field) => ({ value: field.path, label: `by ${field.label}` }))}
          onChange={(column) =>
            edit((tree) =>
              replaceAt(
                tree,
                `${path}.at`,
                column === catalog.entities[end]?.timeColumn ? undefined : column,
              ),
            )
          }
        />
      )}
    </>
  );
}
