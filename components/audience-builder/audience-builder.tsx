"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { AudienceSettings } from "@/components/audience-settings/audience-settings";
import { useKnownAudiences } from "@/components/audience-settings/use-known-audiences";
import { SegmentEditor } from "@/components/segment-builder/segment-editor";
import { SegmentStart } from "@/components/segment-start/segment-start";
import { useMay } from "@/components/shell/use-session";
import { Tabs } from "@/components/ui/tabs";
import { useSettled } from "@/components/ui/use-settled";
import { describeAudience } from "@/lib/core/audience/describe";
import { isTreated } from "@/lib/core/audience/resolve";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Condition } from "@/lib/core/segment/types";
import type { AudienceView, StagesView } from "@/lib/core/views/audience";
import type { CatalogView } from "@/lib/core/views/catalog";
import { BuilderHeader } from "./builder-header";
import { draftState } from "./draft-state";
import { FunnelInRows } from "./funnel/funnel-context";
import { KnownSize } from "./known-size";
import { LeaveGuard } from "./leave-guard";
import { MeaningPanel } from "./meaning-panel";
import { SampleTab } from "./sample-tab";
import { SaveProblem } from "./save-mark";
import { SqlTab } from "./sql-tab";
import { SyncsOfAudience } from "./syncs-of-audience";
import { useDraft } from "./use-draft";
import { useInspected } from "./use-inspected";
import { useMeaning } from "./use-meaning";
import { useNamedCatalog } from "./use-named-catalog";
import { useQuestion } from "./use-question";
import { useUndoKeys } from "./use-undo-keys";
import { VersionsTab } from "./versions-tab";
import { WordsTab } from "./words-tab";

/** The product: conditions as sentences on the left, what they mean on the right. */
export function AudienceBuilder({
  audience,
  catalogView,
}: {
  audience: AudienceView;
  catalogView: CatalogView;
}) {
  const mayAsk = useMay("marketer");
  const mayEdit = mayAsk && !audience.isBeyondScope;
  const [tab, setTab] = useQueryState("tab", parseAsString.withDefault("words"));
  const draft = useDraft(audience);
  const catalog = useNamedCatalog(catalogView);
  const audiences = useKnownAudiences(audience);
  const problems = useMemo(
    () => parseSegment(draft.tree, { catalog, audiences }).problems,
    [draft.tree, catalog, audiences],
  );
  const settled = useSettled(draft.tree, 250);
  const countable = useMemo(
    () => parseSegment(settled, { catalog, audiences }).problems.length === 0,
    [settled, catalog, audiences],
  );
  const settling = settled !== draft.tree;
  const meaning = useMeaning(audience.id, settled, mayAsk && countable);
  const stages = useQuestion<StagesView>("/segments/stages", {
    ...meaning.further,
    enabled: meaning.further.enabled && isTreated(settled),
  });
  const inspected = useInspected(audience.id, settled, countable && tab === "sql");
  const sentence = useMemo(
    () => (problems.length === 0 ? describeAudience(draft.tree, catalog) : null),
    [draft.tree, problems, catalog],
  );
  const state = useMemo(
    () => draftState(draft.tree, audience.newestTree, audiences),
    [draft.tree, audience.newestTree, audiences],
  );
  const entity = catalog.entities[audience.entity];
  const unfinished = problems.length > 0;
  const members = (entity?.label ?? "people").toLowerCase();
  const sample = {
    id: "sample",
    label: "Sample",
    content: <SampleTab asking={meaning.further} />,
  };

  useUndoKeys(draft, mayEdit);

  return (
    <div>
      <LeaveGuard draft={draft} />
      <BuilderHeader
        audience={audience}
        draft={draft}
        state={state}
        unfinished={unfinished}
        mayEdit={mayEdit}
      />
      <div className="flex flex-col lg:min-h-[calc(100dvh-4.1rem)] lg:flex-row">
        <section aria-label="Who" className="min-w-0 flex-1 border-line px-4 py-4 md:px-6 lg:border-r">
          <div className="mb-3 empty:hidden">
            <SaveProblem draft={draft} />
            {audience.isBeyondScope && <BeyondScope />}
          </div>
          <FunnelInRows funnel={meaning.funnel} settling={settling} undo={draft.undo}>
            <SegmentEditor
              segment={draft.tree}
              catalog={catalog}
              onEdit={draft.edit}
              problems={problems}
              readOnly={!mayEdit}
              own={audience.slug}
              lead={`Everyone in ${entity?.label ?? audience.entity} who meets`}
            >
              {mayEdit && (
                <SegmentStart
                  entity={audience.entity}
                  catalog={catalog}
                  isEmpty={isEveryone(draft.tree.where)}
                  onStart={({ where }) => draft.edit((tree) => ({ ...tree, where }))}
                />
              )}
              <AudienceSettings
                definition={draft.tree}
                edit={draft.edit}
                audience={audience}
                catalog={catalog}
                readOnly={!mayEdit}
                problems={problems}
                counted={stages}
              />
            </SegmentEditor>
          </FunnelInRows>
        </section>
        <aside
          aria-label="What it means"
          className="flex w-full shrink-0 flex-col gap-6 border-t border-line px-4 py-4 md:px-6 lg:sticky lg:top-[4.1rem] lg:max-h-[calc(100dvh-4.1rem)] lg:w-[26rem] lg:self-start lg:overflow-y-auto lg:border-t-0 xl:w-[30rem]"
        >
          {mayAsk ? (
            <MeaningPanel
              audience={audience}
              catalog={catalog}
              draft={draft}
              meaning={meaning}
              unfinished={unfinished}
              settling={settling}
              mayEdit={mayEdit}
            />
          ) : (
            <KnownSize size={audience.size} members={members} />
          )}
          <Tabs
            label="About this audience"
            value={tab}
            onChange={setTab}
            tabs={[
              { id: "words", label: "In words", content: <WordsTab sentence={sentence} /> },
              ...(mayAsk ? [sample] : []),
              { id: "sql", label: "SQL", content: <SqlTab inspected={inspected} countable={countable} /> },
              {
                id: "versions",
                label: "Versions",
                content: <VersionsTab audience={audience} draft={draft} state={state} mayEdit={mayEdit} />,
              },
              { id: "syncs", label: "Syncs", content: <SyncsOfAudience audience={audience} /> },
            ]}
          />
        </aside>
      </div>
    </div>
  );
}

/** Why nothing here can be changed. */
function BeyondScope() {
  return (
    <p role="status" className="rounded-md bg-sunken px-3 py-2 text-sm text-ink-2">
      This audience reaches beyond the rows you see. Every number here is of your rows alone, and only someone
      who sees every row changes it.
    </p>
  );
}

function isEveryone(where: Condition): boolean {
  return "all" in where && where.all.length === 0;
}
