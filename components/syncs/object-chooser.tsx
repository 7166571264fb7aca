"use client";

import { useApi } from "@/components/api/use-api";
import { Field, Input, Select } from "@/components/ui/field";
import { Loaded, Skeleton } from "@/components/ui/states";
import type { ObjectView } from "@/lib/core/views/destination";

export type ChosenObject = { id: string; name: string } | { create: string };

/** An audience that exists at the platform, or a new one by name. */
export function ObjectChooser({
  destinationId,
  value,
  onChange,
}: {
  destinationId: string;
  value: ChosenObject;
  onChange: (object: ChosenObject) => void;
}) {
  const objects = useApi<ObjectView[]>(`/destinations/${destinationId}/objects`);
  return (
    <Loaded query={objects} skeleton={<Skeleton className="h-14" />}>
      {(list) => (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Audience at the platform" help="One sync writes to one audience.">
            {(aria) => (
              <Select
                {...aria}
                value={"create" in value ? "" : value.id}
                options={[
                  { value: "", label: "Create a new one" },
                  ...list.map(({ id, name, size }) => ({
                    value: id,
                    label: size ? `${name} (${size})` : name,
                  })),
                ]}
                onChange={({ target }) => {
                  const found = list.find(({ id }) => id === target.value);
                  onChange(found ? { id: found.id, name: found.name } : { create: "" });
                }}
              />
            )}
          </Field>
          {"create" in value && (
            <Field label="Its name there">
              {(aria) => (
                <Input
                  {...aria}
                  value={value.create}
                  onChange={({ target }) => onChange({ create: target.value })}
                />
              )}
            </Field>
          )}
        </div>
      )}
    </Loaded>
  );
}
