import type { WindowKinds } from "@/lib/core/segment/kinds";
import type { WindowEditorProps } from "./window-editor";

/** Written in files; shown here, changed there. */
export function AfterWindow({ window }: WindowEditorProps<WindowKinds["after"]>) {
  return (
    <span className="text-sm text-ink-2">
      {window.within} {window.unit}
      {window.within === 1 ? "" : "s"} of another moment
    </span>
  );
}
