"use client";

import { Field, Input, Select } from "@/components/ui/field";
import { ErrorNotice, Skeleton } from "@/components/ui/states";
import { fieldsOf } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Mapping } from "@/lib/core/membership/types";
import type { DestinationKindView } from "@/lib/core/views/destination";
import { DecisionWords } from "./decision-words";
import { takesCountry, withCountry, withField } from "./default-mapping";
import type { useDecisions } from "./use-decisions";

const NOT_SENT = { value: "", label: "not sent" };

/** Which column fills which field of the platform, and what the policy says of each. */
export function MappingEditor({
  decisions,
  kind,
  catalog,
  entity,
  mapping,
  onChange,
}: {
  decisions: ReturnType<typeof useDecisions>;
  kind: DestinationKindView;
  catalog: Catalog;
  entity: string;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}) {
  const options = fieldsOf(catalog, entity).map((field) => ({
    value: field.path,
    label: field.through ? `${field.through} › ${field.label}` : field.label,
  }));
  return (
    <>
      {decisions.error && <ErrorNotice error={decisions.error} onRetry={() => void decisions.refetch()} />}
      <div className="relative overflow-x-auto">
        <table className="w-full text-left text-sm" aria-label="Fields to send">
          <thead>
            <tr className="hairline text-xs text-ink-3">
              <th scope="col" className="w-1/4 py-1.5 pr-4 font-medium">
                {kind.label} field
              </th>
              <th scope="col" className="w-1/3 py-1.5 pr-4 font-medium">
                Column
              </th>
              <th scope="col" className="py-1.5 font-medium">
                What leaves
              </th>
            </tr>
          </thead>
          <tbody>
            {kind.fields.map((field) => {
              const column = mapping.fields[field.id]?.column ?? "";
              const decision = decisions.data?.find((candidate) => candidate.field === field.id);
              return (
                <tr key={field.id} className="hairline align-top">
                  <th scope="row" className="py-2.5 pr-4 font-medium">
                    {field.label}
                  </th>
                  <td className="py-1.5 pr-4">
                    <Select
                      aria-label={`Column for ${field.label}`}
                      value={column}
                      options={[NOT_SENT, ...options]}
                      onChange={({ target }) => onChange(withField(mapping, field.id, target.value || null))}
                    />
                  </td>
                  <td className="min-w-44 py-2">
                    {column === "" && <span className="text-ink-3">nothing</span>}
                    {column !== "" && decision && <DecisionWords decision={decision} />}
                    {column !== "" && !decision && decisions.isFetching && <Skeleton className="h-4 w-24" />}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {takesCountry(kind) && <CountryFields mapping={mapping} options={options} onChange={onChange} />}
    </>
  );
}

function CountryFields({
  mapping,
  options,
  onChange,
}: {
  mapping: Mapping;
  options: { value: string; label: string }[];
  onChange: (mapping: Mapping) => void;
}) {
  const column = mapping.country?.column;
  const fallback = mapping.defaultCountry;
  return (
    <div className="mt-5 grid gap-4 sm:grid-cols-2">
      <Field
        label="Country of phone numbers"
        help="Numbers without a country code are read as of this country."
      >
        {(aria) => (
          <Select
            {...aria}
            value={column ?? ""}
            options={[{ value: "", label: "no column says it" }, ...options]}
            onChange={({ target }) => onChange(withCountry(mapping, { column: target.value, fallback }))}
          />
        )}
      </Field>
      <Field
        label="Where that is unknown"
        help={countryName(fallback) ?? "Two letters, like DE. Without it such numbers are left out."}
      >
        {(aria) => (
          <Input
            {...aria}
            className="w-24 uppercase"
            maxLength={2}
            value={fallback ?? ""}
            onChange={({ target }) =>
              onChange(
                withCountry(mapping, { column, fallback: target.value.toUpperCase().replace(/[^A-Z]/g, "") }),
              )
            }
          />
        )}
      </Field>
    </div>
  );
}

function countryName(code: string | undefined): string | null {
  if (!code || !/^[A-Z]{2}$/.test(code)) return null;
  const name = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" }).of(code);
  return name ?? "No country has these letters.";
}
