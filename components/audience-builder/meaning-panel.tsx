"use client";

import { Time } from "@/components/ui/time";
import type { Catalog } from "@/lib/core/catalog/types";
import type { AudienceView } from "@/lib/core/views/audience";
import { Breakdown } from "./panel/breakdown";
import { Overlap } from "./panel/overlap";
import { Reach } from "./panel/reach";
import { Changes } from "./size/changes";
import { FunnelProblem } from "./size/funnel-problem";
import { SizePanel } from "./size/size-panel";
import { ZeroHelp } from "./size/zero-help";
import type { Draft } from "./use-draft";
import type { Meaning } from "./use-meaning";

/** What the tree means in people: how many, who, and where they can be reached. */
export function MeaningPanel({
  audience,
  catalog,
  draft,
  meaning,
  unfinished,
  settling,
  mayEdit,
}: {
  audience: AudienceView;
  catalog: Catalog;
  draft: Draft;
  meaning: Meaning;
  unfinished: boolean;
  settling: boolean;
  /** Whether what is offered beside the numbers may change the audience. */
  mayEdit: boolean;
}) {
  const { funnel, further } = meaning;
  const isCurrent = !settling && !unfinished && !funnel.stale;
  const label = catalog.entities[audience.entity]?.label ?? "people";
  return (
    <>
      <SizePanel
        meaning={meaning}
        unfinished={unfinished}
        settling={settling}
        members={label.toLowerCase()}
        history={audience.history}
      />
      {mayEdit && isCurrent && funnel.answer && funnel.about && (
        <ZeroHelp tree={funnel.about} funnel={funnel.answer} catalog={catalog} edit={draft.edit} />
      )}
      {!unfinished && !settling && <FunnelProblem funnel={funnel} />}
      <Changes asking={further} />
      <Reach asking={further} catalog={catalog} entity={audience.entity} />
      <Breakdown asking={further} catalog={catalog} entity={audience.entity} />
      <Overlap asking={further} edit={mayEdit ? draft.edit : null} undo={draft.undo} />
      {isCurrent && funnel.answer && (
        <p className="-mt-3 text-xs text-ink-3">
          All of this as of <Time at={funnel.answer.asOf} />, exact but for shares of other audiences, which
          are rounded.
        </p>
      )}
    </>
  );
}
