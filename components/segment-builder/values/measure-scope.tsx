import { endOf } from "@/lib/core/catalog/fields";
import { replaceAt } from "@/lib/core/segment/edit/at";
import type { MeasureValue } from "@/lib/core/segment/types";
import { useBuilder } from "../builder-context";
import { ConditionSlot } from "../conditions/slot";
import { AtSelect } from "../inputs/at-select";
import { InsideOf } from "../outer";
import { whenOf } from "../when-of";
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
  if (part === "where") {
    return (
      <InsideOf entity={entity}>
        <ConditionSlot
          condition={value.where}
          path={`${path}.where`}
          entity={endOf(catalog, entity, value.of)}
          lead="counting only those that meet"
          addLabel="only those where…"
        />
      </InsideOf>
    );
  }
  return <MeasureWhen value={value} path={path} entity={entity} />;
}

function MeasureWhen({ value, path, entity }: { value: MeasureValue; path: string; entity: string }) {
  const { catalog, edit } = useBuilder();
  const end = endOf(catalog, entity, value.of);
  const { at, ofDates } = whenOf(catalog, end, value.at);
  if (at === null) return null;
  const isPick = "first" in value || "last" in value;
  return (
    <>
      <WindowEditor
        optional
        window={value.during}
        path={`${path}.during`}
        entity={entity}
        ofDates={ofDates}
        onChange={(during) => edit((tree) => replaceAt(tree, `${path}.during`, during), `${path}.during`)}
      />
      {(value.during || value.at || isPick) && (
        <AtSelect
          end={end}
          at={value.at}
          onChange={(column) => edit((tree) => replaceAt(tree, `${path}.at`, column))}
        />
      )}
    </>
  );
}
