import { replaceAt } from "@/lib/core/segment/edit/at";
import type { Rank, RankCondition } from "@/lib/core/segment/types";
import { valueType } from "@/lib/core/segment/value-type";
import { useBuilder } from "../builder-context";
import { InlineSelect } from "../inputs/inline-select";
import { ShareInput } from "../inputs/share-input";
import { WholeNumberInput } from "../inputs/whole-number-input";
import { ordered } from "../values/accepts";
import { ValueSlot } from "../values/value-slot";
import { ConditionSlot } from "./slot";

const CUTS = ["top", "percent", "percentile"] as const;
type Cut = (typeof CUTS)[number];
const START: Record<Cut, number> = { top: 100, percent: 10, percentile: 90 };

/** Among the first by a value: so many, such a share, or from a percentile on. */
export function RankConditionEditor({
  condition: { rank },
  path,
  entity,
}: {
  condition: RankCondition;
  path: string;
  entity: string;
}) {
  const { catalog, edit } = useBuilder();
  const cut = CUTS.find((one) => rank[one] !== undefined) ?? "top";
  const size = rank[cut] ?? START[cut];
  const rows = catalog.entities[entity]?.label.toLowerCase() ?? "rows";
  const at = `${path}.rank`;
  const change = (next: Partial<Rank>, merge?: string) =>
    edit((tree) => replaceAt(tree, at, { ...rank, ...next }), merge);
  const { top: _top, percent: _percent, percentile: _percentile, ...kept } = rank;
  const type = valueType(catalog, entity, rank.by);
  const ofTimes = !("problem" in type) && (type.kind === "date" || type.kind === "timestamp");
  return (
    <div>
      <div className="flex flex-wrap items-start gap-1.5 py-0.5 [&>span]:leading-7">
        <InlineSelect
          label="From which end"
          value={rank.order}
          options={endsFor(cut)}
          onChange={(order) => change({ order })}
        />
        {cut === "top" ? (
          <WholeNumberInput label="How many" value={size} onChange={(top) => change({ top }, `${at}.top`)} />
        ) : (
          <ShareInput
            label={cut === "percent" ? "How many percent" : "Which percentile"}
            value={size}
            onChange={(share) => change({ [cut]: share }, `${at}.${cut}`)}
          />
        )}
        <InlineSelect
          label="Counted in"
          value={cut}
          options={[
            { value: "top", label: rows },
            { value: "percent", label: `% of ${rows}` },
            { value: "percentile", label: "th percentile" },
          ]}
          onChange={(next) => edit((tree) => replaceAt(tree, at, { ...kept, [next]: START[next] }))}
        />
        <span className="text-sm">by</span>
        <ValueSlot
          value={rank.by}
          path={`${at}.by`}
          entity={entity}
          label="By what"
          accepts={ordered}
          onChange={(by) => change({ by })}
        />
        {ofTimes && (
          <span className="text-sm text-ink-3">
            {rank.order === "desc" ? "latest first" : "earliest first"}
          </span>
        )}
      </div>
      <ConditionSlot
        condition={rank.among}
        path={`${at}.among`}
        entity={entity}
        lead={`ranking only ${rows} who meet`}
        addLabel="rank only those where…"
      />
    </div>
  );
}

function endsFor(cut: Cut): { value: Rank["order"]; label: string }[] {
  return cut === "percentile"
    ? [
        { value: "desc", label: "at or above the" },
        { value: "asc", label: "at or below the" },
      ]
    : [
        { value: "desc", label: "among the top" },
        { value: "asc", label: "among the bottom" },
      ];
}
