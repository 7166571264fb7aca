import { z } from "zod";
import { InvalidInput } from "@/lib/core/errors";
import { loadAudience } from "../../audience/load";
import { currentCatalog } from "../../catalog/current";
import { loadDestination } from "../../destination/load";
import { reachedBy } from "../../row-scope/inside";
import { service } from "../../service";
import { requireSplit } from "../input";
import { beside, insertSync } from "../insert";
import { claimFields } from "./claims";
import { everyoneOf } from "./model";
import { recordSettings, requireTerms } from "./terms";

export const sourceInput = z.union([
  z.object({ audienceId: z.string() }),
  /** A model: everyone of an entity of the catalog. */
  z.object({ entity: z.string().min(1) }),
]);

const input = z.object({
  ...recordSettings,
  ...beside,
  source: sourceInput,
  destinationId: z.string(),
  objectId: z.string().min(1),
});

/**
 * Sets up records: an audience, or everyone of a model, written field by field into an object of a CRM. Nothing is sent before it
 * is approved; every field has one writing sync.
 */
export const createRecordSync = service(
  { name: "sync.create_records", role: "marketer", rows: ({ source }) => reachedBy(source), input },
  async ({ actor, db, transaction }, { name, record, split, guards = {}, source, ...wanted }) => {
    const { workspaceId } = actor;
    const destination = await loadDestination(db, workspaceId, wanted.destinationId);
    const audience = "audienceId" in source ? await loadAudience(db, workspaceId, source.audienceId) : null;
    const entity = audience?.entity ?? ("entity" in source ? source.entity : "");
    const { catalog } = await currentCatalog(db, workspaceId);
    const asked = { destination, catalog, entity, objectId: wanted.objectId, input: record };
    const { object, terms } = await requireTerms(asked);
    if (audience) await requireSplit(db, audience.id, split);
    else if (split !== null) throw noShares();
    return transaction(async (step) => {
      const { id: audienceId } = audience ?? (await everyoneOf(step, entity));
      const mode = terms.mode === "mirror" ? ("mirror" as const) : ("add_only" as const);
      const sync = await insertSync(step, {
        ...{ name, kind: "record", audienceId, destination, object, objectKey: null },
        version: { mapping: { fields: {} }, record: terms, mode, use: "target", split, guards },
        beside: wanted,
      });
      await claimFields(step.tx, { workspaceId, syncId: sync.id, destination, object, terms: [terms] });
      return sync;
    });
  },
);

function noShares(): InvalidInput {
  return new InvalidInput({
    code: "UNKNOWN_SPLIT",
    message: "A model has no shares.",
    fix: "Take all of it, or make an audience of it and split that.",
    path: "split",
  });
}
