"use client";

import { Plus, X } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { catalogOf } from "@/components/segment-builder/catalog-of";
import { readNumber } from "@/components/segment-builder/inputs/read-number";
import { ValuesInput } from "@/components/segment-builder/inputs/values-input";
import { Button, IconButton } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Select } from "@/components/ui/field";
import { ErrorNotice, Loaded } from "@/components/ui/states";
import { resolveColumn } from "@/lib/core/catalog/resolve";
import type { Catalog, Entity } from "@/lib/core/catalog/types";
import type { RowScope } from "@/lib/core/row-scope/types";
import type { Literal } from "@/lib/core/segment/types";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { MemberRow } from "@/lib/core/views/member";
import { columnChoices, scopedEntities } from "./row-scope-columns";

/** Which rows a member sees: every row, or those whose columns hold one of some values. */
export function RowScopeDialog({ member, onClose }: { member: MemberRow | null; onClose: () => void }) {
  const view = useApi<CatalogView>("/catalog", { enabled: member !== null });
  return (
    <Dialog
      open={member !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Rows ${member?.name ?? ""} sees`}
      description="They count and find nobody else, and audiences they make are pinned to these rows. Audiences made before stay as they are."
      className="w-[min(36rem,calc(100vw-2rem))]"
    >
      {member && (
        <Loaded query={view}>
          {(catalog) => <RowScopeForm member={member} view={catalog} onDone={onClose} />}
        </Loaded>
      )}
    </Dialog>
  );
}

type Line = { id: number; column: string; values: readonly Literal[] };

function RowScopeForm({
  member,
  view,
  onDone,
}: {
  member: MemberRow;
  view: CatalogView;
  onDone: () => void;
}) {
  const catalog = useMemo(() => catalogOf(view), [view]);
  const entities = scopedEntities(catalog);
  const [entityName, setEntity] = useState(member.rowScope?.entity ?? entities[0]?.name ?? "");
  const [lines, setLines] = useState(() => linesOf(member.rowScope));
  const entity = catalog.entities[entityName];
  const save = useSend<RowScope | null, MemberRow>({
    request: (rowScope) => ({ path: `/members/${member.id}/row-scope`, method: "PUT", body: { rowScope } }),
    refresh: ["/members"],
    quiet: true,
    done: onDone,
  });
  const isWhole = lines.every(({ column, values }) => column !== "" && values.length > 0);
  const change = (line: Line) => setLines(lines.map((one) => (one.id === line.id ? line : one)));
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) save.mutate({ entity: entityName, where: conditionOf(lines) });
      }}
    >
      {save.error && <ErrorNotice error={save.error} />}
      <Field label="Only rows of" help="What cannot be kept to these rows is not shown at all.">
        {(aria) => (
          <Select
            {...aria}
            value={entityName}
            options={entities.map(({ name, label }) => ({ value: name, label }))}
            onChange={({ target }) => {
              setEntity(target.value);
              setLines(linesOf(null));
            }}
          />
        )}
      </Field>
      {entity &&
        lines.map((line) => (
          <LineEditor
            key={line.id}
            line={line}
            entity={entity}
            catalog={catalog}
            onChange={change}
            onRemove={lines.length > 1 ? () => setLines(lines.filter((one) => one !== line)) : null}
          />
        ))}
      <div>
        <Button size="sm" onClick={() => setLines([...lines, freshLine(lines)])}>
          <Plus aria-hidden className="size-3.5" />
          And another column
        </Button>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        {member.rowScope && (
          <Button busy={save.isPending} onClick={() => save.mutate(null)}>
            Let them see every row
          </Button>
        )}
        <Button
          type="submit"
          look="accent"
          busy={save.isPending}
          disabled={!isWhole}
          title={isWhole ? undefined : "Choose the column and its values first"}
        >
          Save
        </Button>
      </div>
    </form>
  );
}

function LineEditor({
  line,
  entity,
  catalog,
  onChange,
  onRemove,
}: {
  line: Line;
  entity: Entity;
  catalog: Catalog;
  onChange: (line: Line) => void;
  onRemove: (() => void) | null;
}) {
  const { own, groups } = columnChoices(entity, catalog);
  const found = line.column === "" ? null : resolveColumn(catalog, entity.name, line.column);
  const column = found && !("problem" in found) ? found : null;
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Select
        aria-label="Column"
        className="w-44"
        value={line.column}
        options={[{ value: "", label: "choose a column…", disabled: true }, ...own]}
        groups={groups}
        onChange={({ target }) => onChange({ ...line, column: target.value, values: [] })}
      />
      <span className="text-sm leading-8 text-ink-2">is any of</span>
      <ValuesInput
        label={column?.column.label ?? "Values"}
        column={column}
        values={line.values}
        foldsCase={false}
        wrong={[]}
        read={(typed) =>
          column?.column.type.kind === "integer" ? readNumber(typed, column.column.type) : typed
        }
        onChange={(values) => onChange({ ...line, values })}
      />
      {onRemove && (
        <IconButton label={`Remove ${column?.column.label ?? "this column"}`} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

function linesOf(scope: RowScope | null): Line[] {
  if (!scope) return [{ id: 0, column: "", values: [] }];
  return scope.where.all.map(({ value, is }, id) => ({ id, column: value.column, values: is.in }));
}

function freshLine(lines: readonly Line[]): Line {
  return { id: Math.max(...lines.map(({ id }) => id)) + 1, column: "", values: [] };
}

function conditionOf(lines: readonly Line[]): RowScope["where"] {
  return { all: lines.map(({ column, values }) => ({ value: { column }, is: { in: values } })) };
}
