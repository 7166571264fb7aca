import type { Window } from "@/lib/core/segment/types";
import { WindowEditor } from "../windows/window-editor";
import type { TestEditorProps } from "./test-editor";

export function DuringTest({ type, window, onChange }: TestEditorProps & { window: Window }) {
  return (
    <WindowEditor
      window={window}
      ofDates={type.kind === "date"}
      onChange={(during) => during && onChange({ during })}
    />
  );
}
