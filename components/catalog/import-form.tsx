"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, useState } from "react";
import { toast } from "sonner";
import { asErrorView } from "@/components/api/client";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Field, Input, Textarea } from "@/components/ui/field";
import { ErrorNotice, Notice } from "@/components/ui/states";
import type { Problem } from "@/lib/core/errors";
import type { CatalogCheckView, CatalogSourceView } from "@/lib/core/views/catalog";
import { CatalogProblems } from "./catalog-problems";

type CatalogInput = { source: string; baseFolder: string };

const LARGEST_FILE = 2_000_000;

/**
 * Choose or paste, check against the warehouse, import. `known`: the version in force, to change from; `drafted`: a text
 * to begin with.
 */
export function ImportForm({ known, drafted }: { known: CatalogSourceView | null; drafted?: string }) {
  const router = useRouter();
  const [input, setInput] = useState<CatalogInput>({
    source: drafted ?? known?.source ?? "",
    baseFolder: known && known.baseFolder !== "/" ? known.baseFolder : "",
  });
  const check = useSend<CatalogInput, CatalogCheckView>({
    request: (body) => ({ path: "/catalog/check", body }),
    quiet: true,
  });
  const keep = useSend<CatalogInput, { version: number }>({
    request: (body) => ({ path: "/catalog", body }),
    refresh: ["/catalog", "/first-steps", "/session", "/audiences", "/syncs"],
    quiet: true,
    done: ({ version }) => {
      toast.success(`Version ${version} of the catalog is in force.`);
      router.push("/catalog");
    },
  });
  const change = (part: Partial<CatalogInput>) => {
    setInput({ ...input, ...part });
    check.reset();
    keep.reset();
  };
  const refusal = keep.error ?? check.error;
  const problems = asProblems(refusal) ?? check.data?.problems ?? [];
  const isReady = check.data?.catalog != null && check.data.problems.length === 0;
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        check.mutate(input);
      }}
    >
      <p className="text-sm text-ink-2">
        A catalog is one YAML file that names your tables or files, their columns, how rows lead to each other
        and what is personal.{" "}
        {known
          ? `Below is version ${known.version}, the one in force: change it, or choose another file. Approvals that touch what changed become void, and say so.`
          : "Only this file is sent: your data stays where it is and is read there."}
      </p>
      <SourceFields input={input} onChange={change} />
      {refusal && problems.length === 0 && <ErrorNotice error={refusal} />}
      {problems.length > 0 && <CatalogProblems problems={problems} source={input.source} />}
      {isReady && (
        <Notice tone="info" title="The warehouse has everything this catalog names.">
          {check.data?.catalog && summaryOf(check.data.catalog)}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look={isReady ? "plain" : "accent"} busy={check.isPending}>
          Check
        </Button>
        <Button
          look={isReady ? "accent" : "plain"}
          busy={keep.isPending}
          disabled={!isReady}
          onClick={() => keep.mutate(input)}
        >
          {known ? `Import as version ${known.version + 1}` : "Import"}
        </Button>
        {!isReady && <p className="text-xs text-ink-3">Import opens once the check finds nothing.</p>}
      </div>
    </form>
  );
}

function SourceFields({
  input,
  onChange,
}: {
  input: CatalogInput;
  onChange: (part: Partial<CatalogInput>) => void;
}) {
  const [unread, setUnread] = useState<string>();
  async function read({ target }: ChangeEvent<HTMLInputElement>) {
    const file = target.files?.[0];
    if (!file) return;
    const isTooLarge = file.size > LARGEST_FILE;
    setUnread(
      isTooLarge ? `${file.name} is larger than 2 MB: choose the catalog, not a data file.` : undefined,
    );
    if (!isTooLarge) onChange({ source: await file.text() });
    // So that the same file, mended, can be chosen again.
    target.value = "";
  }
  return (
    <>
      <Field label="Catalog file on your computer" help="YAML, at most 2 MB." problem={unread}>
        {(aria) => (
          <input
            {...aria}
            type="file"
            accept=".yaml,.yml,.json"
            className="w-full text-sm text-ink-2 file:mr-3 file:h-8 file:rounded-md file:border file:border-line-strong file:bg-raised file:px-3 file:text-sm file:font-medium file:text-ink"
            onChange={read}
          />
        )}
      </Field>
      <Field label="Or write it here">
        {(aria) => (
          <Textarea
            {...aria}
            rows={16}
            spellCheck={false}
            wrap="off"
            className="font-mono text-xs leading-5"
            placeholder={EXAMPLE}
            value={input.source}
            onChange={({ target }) => onChange({ source: target.value })}
          />
        )}
      </Field>
      <Field
        label="Folder on the server"
        help="Only where the catalog names files: where their paths start from, a folder on the machine Coterie runs on, not on your computer, written in full."
      >
        {(aria) => (
          <Input
            {...aria}
            className="font-mono text-xs"
            spellCheck={false}
            placeholder="/srv/data"
            value={input.baseFolder}
            onChange={({ target }) => onChange({ baseFolder: target.value })}
          />
        )}
      </Field>
    </>
  );
}

function asProblems(error: Error | null): readonly Problem[] | undefined {
  const problems = error ? asErrorView(error).problems : undefined;
  return problems && problems.length > 0 ? problems : undefined;
}

function summaryOf({ name, warehouse, entities, zone }: NonNullable<CatalogCheckView["catalog"]>): string {
  const tables = entities === 1 ? "1 table" : `${entities} tables`;
  return `${name}: ${tables} in ${warehouse}, days and months in ${zone}.`;
}

const EXAMPLE = `version: 1
name: My shop
warehouse: { kind: duckdb, folder: . }
entities:
  customers:
    files: customers.csv
    key: customer_id
    columns:
      customer_id: integer
      email: { type: text, pii: email }
      country: { type: text, pii: none }`;
