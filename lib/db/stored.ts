import type { AlertOverrides } from "@/lib/core/alerts/rules";
import type { Alert } from "@/lib/core/alerts/types";
import type { Envelope } from "@/lib/core/approval/envelope";
import type { Bound } from "@/lib/core/approval/types";
import type { AudienceDefinition, AudienceReference } from "@/lib/core/audience/types";
import type { TraitDefinition } from "@/lib/core/catalog/trait-definition";
import type { Catalog, WarehouseSettings } from "@/lib/core/catalog/types";
import type { LoweredLimits } from "@/lib/core/destination/limits";
import type { AnsweredBatch } from "@/lib/core/destination/refusals";
import type { Finding, GuardSettings } from "@/lib/core/guards/types";
import type { Impact, LedgerCounts, Mapping, PlanSummary, Waterfall } from "@/lib/core/membership/types";
import type { Policy } from "@/lib/core/policy/types";
import type { RecordTerms } from "@/lib/core/record/types";
import type { RowScope } from "@/lib/core/row-scope/types";
import type { Blackout, Schedule, Timing } from "@/lib/core/schedule/types";
import type { ErrorView } from "@/lib/core/views/error";
import type { Prisma } from "@/lib/db/generated/client";

/**
 * JSON columns as what they hold. The casts are safe because every writer goes through `toJson` with the same type
 * after parsing, and versions are immutable in the database.
 */
export const storedCatalog = (json: Prisma.JsonValue) => json as unknown as Catalog;
export const storedWarehouse = (json: Prisma.JsonValue) => json as unknown as WarehouseSettings;
/** As it was written: ask with what `meaningOf` (lib/services/audience/meaning.ts) makes of it. */
export const storedTree = (json: Prisma.JsonValue) => json as unknown as AudienceDefinition;
export const storedRowScope = (json: Prisma.JsonValue | null) => json as unknown as RowScope | null;
export const storedReferences = (json: Prisma.JsonValue) => json as unknown as AudienceReference[];
export const storedTrait = (json: Prisma.JsonValue) => json as unknown as TraitDefinition;
export const storedPolicy = (json: Prisma.JsonValue) => json as unknown as Policy;
export const storedMapping = (json: Prisma.JsonValue) => json as unknown as Mapping;
/** Null: a sync of a set. */
export const storedRecord = (json: Prisma.JsonValue | null) => json as unknown as RecordTerms | null;
export const storedEnvelope = (json: Prisma.JsonValue) => json as unknown as Envelope;
export const storedBound = (json: Prisma.JsonValue) => json as unknown as Bound;
export const storedLimits = (json: Prisma.JsonValue | null) => json as unknown as LoweredLimits | null;
export const storedSettings = (json: Prisma.JsonValue) => json as unknown as Record<string, string>;
export const storedImpact = (json: Prisma.JsonValue | null): Impact | null => {
  const impact = json as unknown as Impact | null;
  return impact && { ...impact, plan: { ...NO_UPDATES, ...impact.plan } };
};
export const storedWaterfall = (json: Prisma.JsonValue | null) => json as unknown as Waterfall | null;
/** Plans from before there were updates and refreshes have none. */
export const storedPlan = (json: Prisma.JsonValue | null): PlanSummary | null => {
  const plan = json as unknown as PlanSummary | null;
  return plan && { ...NO_UPDATES, ...plan };
};
const NO_UPDATES = { updates: 0, refreshes: 0 };
export const storedGuards = (json: Prisma.JsonValue) => json as unknown as GuardSettings;
export const storedFindings = (json: Prisma.JsonValue | null) => (json ?? []) as unknown as Finding[];
export const storedAlerts = (json: Prisma.JsonValue) => json as unknown as Alert[];
export const storedAlertRules = (json: Prisma.JsonValue | null) => json as unknown as AlertOverrides | null;
export const storedLedger = (json: Prisma.JsonValue | null) => json as unknown as LedgerCounts | null;
export const storedProblem = (json: Prisma.JsonValue | null) => json as unknown as ErrorView["error"] | null;

/** Of a batch's row: what it says of rows the platform did not take. */
export const storedRefusals = ({
  refused,
  refusedRows,
  refusedReasons,
}: {
  refused: number | null;
  refusedRows: Prisma.JsonValue | null;
  refusedReasons: Prisma.JsonValue | null;
}): AnsweredBatch => ({
  refused,
  refusedRows: (refusedRows ?? []) as unknown as AnsweredBatch["refusedRows"],
  refusedReasons: (refusedReasons ?? {}) as unknown as AnsweredBatch["refusedReasons"],
});

type StoredTiming = { schedule: Prisma.JsonValue; blackout: Prisma.JsonValue; endsOn: string | null };
export const storedTiming = ({ schedule, blackout, endsOn }: StoredTiming): Timing => ({
  schedule: schedule as unknown as Schedule,
  blackout: blackout as unknown as Blackout,
  endsOn,
});

/** A value as it will be read back: undefined members gone, dates as text. */
export function toJson(value: object): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}
