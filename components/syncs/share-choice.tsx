import { Choice } from "@/components/ui/field";
import { percentOf, shareNames } from "@/lib/core/audience/splits";
import type { Splits } from "@/lib/core/audience/types";

const ALL = "";

/** Which share of a split audience goes there; what no sync takes is held out. */
export function ShareChoice({
  splits,
  split,
  onChange,
}: {
  splits: Splits | undefined;
  split: string | null;
  onChange: (split: string | null) => void;
}) {
  const names = shareNames(splits);
  if (names.length === 0 && split === null) return null;
  const gone = split !== null && !names.includes(split) ? [split] : [];
  return (
    <Choice
      legend="Who of the audience"
      value={split ?? ALL}
      onChange={(value) => onChange(value === ALL ? null : value)}
      options={[
        { value: ALL, label: "Everyone in it", help: "All shares, a holdout too, and whoever is in none." },
        ...names.map((name) => ({
          value: name,
          label: `Only ${name}, ${percentOf(splits?.shares ?? [], name)} %`,
          help: "The other shares are not sent by this sync.",
        })),
        ...gone.map((name) => ({
          value: name,
          label: `Only ${name}`,
          help: "The audience has no share of this name any more.",
        })),
      ]}
    />
  );
}
