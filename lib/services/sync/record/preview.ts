import { z } from "zod";
import { decideRecord } from "@/lib/core/policy/decide-record";
import { recordTermsSchema } from "@/lib/core/record/schema";
import type { RecordPreviewView } from "@/lib/core/views/record";
import { loadAudience } from "../../audience/load";
import { currentCatalog } from "../../catalog/current";
import { definitionOf } from "../../destination/definitions";
import { loadDestination, policyInForce } from "../../destination/load";
import { service } from "../../service";
import { sourceInput } from "./create";
import { describedTerms } from "./terms";

/** What is wrong with a record mapping and what the policy would let leave, line by line, before anything is saved. */
export const previewRecords = service(
  {
    name: "sync.preview_records",
    role: "marketer",
    rows: "no_rows",
    input: z.object({
      source: sourceInput,
      destinationId: z.string(),
      objectId: z.string(),
      record: recordTermsSchema,
    }),
  },
  async ({ actor, db }, { source, destinationId, objectId, record }): Promise<RecordPreviewView> => {
    const { workspaceId } = actor;
    const entity =
      "entity" in source ? source.entity : (await loadAudience(db, workspaceId, source.audienceId)).entity;
    const destination = await loadDestination(db, workspaceId, destinationId);
    const { catalog } = await currentCatalog(db, workspaceId);
    const asked = { destination, catalog, entity, objectId, input: record };
    const { problems, terms } = await describedTerms(asked);
    const inForce = await policyInForce(db, destinationId);
    return {
      problems,
      decisions: decideRecord({
        inForce,
        terms,
        catalog,
        entity,
        label: definitionOf(destination.kind).label,
      }),
    };
  },
);
