"use client";

import { Input, Select } from "@/components/ui/field";
import { guardsOf, settingOf } from "@/lib/core/guards/all";
import type { Guard, GuardAction, GuardedSync, GuardSetting, GuardSettings } from "@/lib/core/guards/types";

const ACTIONS: Record<GuardAction, string> = {
  block: "Block",
  warn: "Warn only",
  off: "Off",
};

/** One row a guard: what it looks at, what it does, and how much it allows. */
export function GuardSettingsEditor({
  settings,
  of,
  onChange,
}: {
  settings: GuardSettings;
  of: GuardedSync;
  onChange: (settings: GuardSettings) => void;
}) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">Guards</legend>
      <p className="mt-1 max-w-prose text-xs text-ink-3">
        They are asked before anything is sent. One that blocks lets nobody in until someone decides; removals
        owed to withdrawn consent go all the same. Letting more pass needs approval, stricter ones go at the
        next run.
      </p>
      <ul className="mt-3 flex flex-col">
        {guardsOf(of).map((guard) => (
          <GuardRow
            key={guard.id}
            guard={guard}
            setting={settingOf(guard, settings, of.use)}
            onChange={(setting) => onChange({ ...settings, [guard.id]: setting })}
          />
        ))}
      </ul>
    </fieldset>
  );
}

function GuardRow({
  guard,
  setting,
  onChange,
}: {
  guard: Guard;
  setting: GuardSetting;
  onChange: (setting: GuardSetting) => void;
}) {
  const words = Object.entries(guard.words as Record<string, string>);
  return (
    <li className="hairline flex flex-wrap items-start gap-x-6 gap-y-2 py-3">
      <div className="min-w-56 flex-1">
        <p className="text-sm font-medium">{guard.label}</p>
        <p className="max-w-prose text-xs text-ink-3">{guard.about}</p>
      </div>
      <Select
        aria-label={`${guard.label}: what it does`}
        className="w-32!"
        value={setting.action}
        options={Object.entries(ACTIONS).map(([value, label]) => ({ value, label }))}
        onChange={({ target }) => onChange({ ...setting, action: target.value as GuardAction })}
      />
      {setting.action !== "off" && words.length > 0 && (
        <div className="flex w-full flex-col gap-2 sm:w-72">
          {words.map(([name, label]) => (
            <label
              key={name}
              htmlFor={`${guard.id}-${name}`}
              className="flex items-center justify-between gap-3 text-xs text-ink-2"
            >
              {label}
              <Input
                id={`${guard.id}-${name}`}
                type="number"
                min={0}
                step="any"
                required
                className="w-24!"
                value={String(setting.threshold[name] ?? "")}
                onChange={({ target }) =>
                  onChange({
                    ...setting,
                    threshold: {
                      ...setting.threshold,
                      [name]: target.value === "" ? null : Number(target.value),
                    },
                  })
                }
              />
            </label>
          ))}
        </div>
      )}
    </li>
  );
}
