import type { Window } from "@/lib/core/segment/types";
import { WindowEditor } from "../windows/window-editor";
import type { TestEditorProps } from "./test-editor";

export function DuringTest({ type, window, path, entity, onChange }: TestEditorProps & { window: Window }) {
  return (
    <WindowEditor
      window={window}
      path={`${path}.during`}
      entity={entity}
      ofDates={type.kind === "date"}
      onChange={(during) => during && onChange({ during })}
    />
  );
}
