import { Choice } from "@/components/ui/field";
import { Notice } from "@/components/ui/states";
import type { RecordMode, RecordRemoval } from "@/lib/core/ports/destination";
import type { RecordInput } from "@/lib/core/record/check";
import type { RecordObjectsView } from "@/lib/core/views/record";

const MODES: Record<RecordMode, { label: string; help: string }> = {
  upsert: {
    label: "Update or create",
    help: "Records that are there are updated, and missing ones are made. Nothing is ever removed.",
  },
  update_only: { label: "Update only", help: "Records that are there are updated; nobody new is made." },
  insert_only: {
    label: "Create only",
    help: "Missing records are made; those that are there stay as they are.",
  },
  mirror: {
    label: "Mirror",
    help: "Like update or create, and whoever leaves the audience is removed in the way chosen here.",
  },
};
const REMOVALS: Record<RecordRemoval, { label: string; help: string }> = {
  clear_fields: {
    label: "Clear the fields",
    help: "The record stays; the fields this sync writes are emptied, whatever stood in them before.",
  },
  delete: {
    label: "Delete the record",
    help: "The whole record goes, with everything others wrote to it and its history there.",
  },
  untag: { label: "Take the tag off", help: "The record stays and loses the tag of this sync." },
};

/** How records are written, with the consequence said before it is chosen. */
export function RecordModeChoice({
  offers,
  record,
  onChange,
}: {
  offers: RecordObjectsView;
  record: RecordInput;
  onChange: (record: RecordInput) => void;
}) {
  const { mode, removal } = record;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <Choice
        legend="Mode"
        value={mode}
        onChange={(next) =>
          onChange({ ...record, mode: next, removal: next === "mirror" ? gentlest(offers) : null })
        }
        options={offers.modes.map((value) => ({ value, ...MODES[value] }))}
      />
      {removal !== null && (
        <div className="flex flex-col gap-3">
          <Choice
            legend="Who leaves the audience"
            value={removal}
            onChange={(next) => onChange({ ...record, removal: next })}
            options={offers.removals.map((value) => ({ value, ...REMOVALS[value] }))}
          />
          <Notice tone="warn" title={REMOVALS[removal].help}>
            Only records Coterie wrote are touched. Whoever withdraws consent is written no more, and never
            deleted for that.
          </Notice>
        </div>
      )}
    </div>
  );
}

const gentlest = ({ removals }: RecordObjectsView): RecordRemoval | null =>
  removals.find((one) => one !== "delete") ?? removals[0] ?? null;
