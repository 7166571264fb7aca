import type { RestsOn } from "@/lib/core/audience/rests-on";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type {
  Column,
  Entity,
  Relation,
  SqlTrait,
  ValueTrait,
  WarehouseSettings,
} from "@/lib/core/catalog/types";
import type { GuardSettings } from "@/lib/core/guards/types";
import type { Mapping, SyncMode, SyncUse } from "@/lib/core/membership/types";
import type { PolicyScope } from "@/lib/core/policy/compare";
import type { RecordTerms } from "@/lib/core/record/types";

/** The part of an entity that is read: labels and descriptions may change freely. */
export type BoundEntity = Pick<Entity, "source" | "key" | "timeColumn"> & {
  columns: Readonly<Record<string, Pick<Column, "type" | "pii">>>;
  relations: Readonly<Record<string, Pick<Relation, "to" | "cardinality" | "on">>>;
  /** Left out where none is used. */
  traits?: Readonly<Record<string, BoundTrait>>;
};

/** What a trait says: its label may change freely. */
export type BoundTrait =
  | Pick<ValueTrait, "kind" | "value">
  | Pick<SqlTrait, "kind" | "sql" | "key" | "column" | "type" | "pii">;

/** Everything an approval rests on. Not in it: names, owners, labels, schedule, secrets, data. */
export type Bound = {
  version: 1;
  tree: AudienceDefinition;
  /** The audiences, exclusions and priority it rests on; none of them: not there. */
  audiences?: RestsOn["audiences"];
  exclusions?: RestsOn["exclusions"];
  priority?: RestsOn["priority"];
  warehouse: WarehouseSettings;
  /** Where its relative paths start: the same catalog over another folder reads other people. */
  baseFolder: string;
  /** What the tree and the mapping read. */
  catalog: Readonly<Record<string, BoundEntity>>;
  /** What consent and suppression read. */
  policyCatalog: Readonly<Record<string, BoundEntity>>;
  /** What the lists hold that the tree names, by their names, as the hash of their content. Left out where it names none. */
  lists?: Readonly<Record<string, string>>;
  zone: string;
  policy: PolicyScope;
  /** By field of the destination. */
  normalisers: Readonly<Record<string, { id: string; version: number }>>;
  mapping: Mapping;
  /** How records are written; not there of a set. */
  record?: RecordTerms;
  mode: SyncMode;
  use: SyncUse;
  /** The one share of the audience that goes there; not there: all of it. */
  split?: string;
  /** What it says of guards; not there: their defaults. */
  guards?: GuardSettings;
  /** `account`: the settings that say whose account it is. */
  destination: {
    kind: string;
    endpoint: string;
    account: Readonly<Record<string, unknown>>;
    object: string;
  };
};
