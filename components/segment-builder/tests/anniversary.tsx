import type { Window } from "@/lib/core/segment/types";
import { WindowEditor } from "../windows/window-editor";
import type { TestEditorProps } from "./test-editor";

/** The month and the day fall into the window, in any year. */
export function AnniversaryTest({
  type,
  window,
  path,
  entity,
  onChange,
}: TestEditorProps & { window: Window }) {
  return (
    <WindowEditor
      window={window}
      path={`${path}.anniversary`}
      entity={entity}
      ofDates={type.kind === "date"}
      onChange={(anniversary) => anniversary && onChange({ anniversary })}
    />
  );
}
