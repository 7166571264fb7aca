import { z } from "zod";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { ColumnType } from "@/lib/core/catalog/types";
import { compileRange, compileSpread, isNumeric } from "@/lib/core/compile/value-spread";
import type { Segment } from "@/lib/core/segment/types";
import { valueType } from "@/lib/core/segment/value-type";
import { breakdownView } from "@/lib/core/small-breakdown";
import { sizeWithin } from "@/lib/core/small-count";
import type { PriceView } from "@/lib/core/views/builder";
import type { TraitPreviewView } from "@/lib/core/views/trait";
import { requireRole } from "../actor";
import { type Asking, askInTurn } from "../builder/ask";
import { priced } from "../builder/budget";
import { agreedBytes } from "../builder/question";
import { catalogOf } from "../row-scope/reading";
import { requireEveryRow } from "../row-scope/stance";
import { type Scope, service } from "../service";
import { aboutTrait, examine } from "./examine";
import { asDefinition, definitionInput, refuseTrait, traitName } from "./input";

const SHOWN = 8;
const READ = 60;

/**
 * What a trait would be: its type and tag, what it reads, and how its values are spread over everyone, unless they are personal.
 * SQL is really asked here, so two rows for one key show before it is saved.
 */
export const previewTrait = service(
  {
    name: "trait.preview",
    role: "marketer",
    rows: "kept_within",
    input: z.object({ entity: z.string(), name: traitName, definition: definitionInput, agreedBytes }),
  },
  async (scope, { entity, name, definition, agreedBytes }): Promise<TraitPreviewView | PriceView> => {
    if (definition.kind === "sql") {
      requireRole(scope.actor, "approver");
      // What SQL of its own reads cannot be kept to some rows.
      requireEveryRow(scope.actor);
    }
    const { catalog, baseFolder } = await catalogOf(scope.db, scope.actor);
    resolved(resolveEntity(catalog, entity));
    const examined = await examine(catalog, entity, name, asDefinition(definition));
    if (!examined.trait) refuseTrait(examined.problems);
    const about = aboutTrait(examined, entity);
    const type = resolved(valueType(examined.catalog, entity, { trait: name }));
    return priced(async () => {
      const asked = { catalog: examined.catalog, baseFolder, entity, name, type, agreedBytes };
      const spread = await spreadOf(scope, asked, about.pii === null);
      return { ...about, touches: [...about.touches], type: type.kind, ...spread };
    });
  },
);

type Asked = Pick<Asking, "catalog" | "baseFolder" | "agreedBytes"> & {
  entity: string;
  name: string;
  type: ColumnType;
};

async function spreadOf(
  scope: Scope,
  { entity, name, type, ...asked }: Asked,
  mayShow: boolean,
): Promise<Pick<TraitPreviewView, "total" | "known" | "bars" | "others" | "asOf">> {
  const segment: Segment = { version: 1, entity, where: { all: [] } };
  const asOf = new Date().toISOString();
  const value = { trait: name };
  const asking = { ...asked, signal: scope.signal };
  return askInTurn(scope, asking, mayShow ? 2 : 1, async (ask, dialect) => {
    const question = { segment, catalog: asked.catalog, dialect, asOf };
    const [row] = await ask(compileRange(question, value, type));
    const [total, known] = [Number(row?.total ?? 0), Number(row?.known ?? 0)];
    const facts = { total, known: sizeWithin(known, total), asOf };
    if (!mayShow) return { ...facts, bars: null, others: 0 };
    const width = isNumeric(type) ? bandWidth(Number(row?.low ?? 0), Number(row?.high ?? 0), type) : null;
    const rows = await ask(compileSpread(question, value, READ, width));
    const values = rows.map((one) => ({ value: String(one.value), people: Number(one.people) }));
    const { values: shown, others } = breakdownView({ total, unknown: total - known, values }, SHOWN);
    return { ...facts, bars: inOrder(shown, type, width), others };
  });
}

/** About eight bands of a round width; whole numbers are at least one apart. */
function bandWidth(low: number, high: number, type: ColumnType): number {
  const rough = Math.max((high - low) / SHOWN, Number.MIN_VALUE);
  const power = 10 ** Math.floor(Math.log10(rough));
  const width = [1, 2, 5, 10].find((step) => step * power >= rough)! * power;
  return type.kind === "integer" ? Math.max(1, Math.round(width)) : Math.max(width, 0.01);
}

/** Numbers and years as they follow each other, anything else by how many there are. */
function inOrder(
  shown: readonly { value: string; people: number }[],
  type: ColumnType,
  width: number | null,
): { label: string; people: number }[] {
  if (width !== null) {
    return [...shown]
      .sort((a, b) => Number(a.value) - Number(b.value))
      .map(({ value, people }) => ({ label: bandLabel(Number(value) * width, width, type), people }));
  }
  const isTime = type.kind === "date" || type.kind === "timestamp";
  const bars = shown.map(({ value, people }) => ({ label: isTime ? value.slice(0, 4) : value, people }));
  return isTime ? bars.sort((a, b) => Number(a.label) - Number(b.label)) : bars;
}

function bandLabel(from: number, width: number, type: ColumnType): string {
  const text = (number: number) => number.toLocaleString("en", { maximumFractionDigits: 2 });
  if (type.kind === "integer" && width === 1) return text(from);
  return `${text(from)} to under ${text(from + width)}`;
}
