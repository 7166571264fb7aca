import { Choice } from "@/components/ui/field";
import type { SyncMode, SyncUse } from "@/lib/core/membership/types";

/** What the sync does to the platform's audience, with the consequence said before it is chosen. */
export function ModeAndUse({
  mode,
  use,
  onMode,
  onUse,
}: {
  mode: SyncMode;
  use: SyncUse;
  onMode: (mode: SyncMode) => void;
  onUse: (use: SyncUse) => void;
}) {
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <Choice
        legend="Mode"
        value={mode}
        onChange={onMode}
        options={[
          {
            value: "mirror",
            label: "Mirror",
            help: "Keeps the platform equal to the audience: people who leave it are removed there. Only what Coterie put there is ever removed.",
          },
          {
            value: "add_only",
            label: "Add only",
            help: "People are added and stay, also when they leave the audience. Withdrawn consent still removes them.",
          },
        ]}
      />
      <Choice
        legend="Use"
        value={use}
        onChange={onUse}
        options={[
          {
            value: "target",
            label: "Target",
            help: "These people see the ads, or are on the list that is written to.",
          },
          {
            value: "exclude",
            label: "Exclude",
            help: "These people are kept from ads or off a list; dropping one by mistake reaches them.",
          },
          { value: "seed", label: "Seed", help: "An ad platform looks for people who are like them." },
        ]}
      />
    </div>
  );
}
