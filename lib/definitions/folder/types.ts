import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { TraitDefinition } from "@/lib/core/catalog/trait-definition";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import type { PathParts } from "@/lib/core/path";
import type { Policy } from "@/lib/core/policy/types";
import type { ListFile, PrioritySetFile } from "../reference-schema";
import type { SyncFile } from "../sync-schema";

/** A file of a folder of definitions; its path is relative to the folder, with slashes. */
export type FolderFile = { path: string; text: string };

export type FileProblem = Problem & { file: string };

export type OwnTrait = { entity: string; name: string; definition: TraitDefinition };
export type NamedList = Omit<ListFile, "version"> & { slug: string };
export type NamedPrioritySet = Omit<PrioritySetFile, "version"> & { slug: string };
export type NamedDestination = { name: string; kind: string; policy: Policy | null };
export type NamedAudience = {
  slug: string;
  name: string;
  tree: AudienceDefinition;
  /** Its file says no name: one that is there keeps its own. */
  isUnnamed?: true;
};

/** What a workspace, or a folder, says. */
export type Definitions = {
  catalog: { catalog: Catalog; text: string } | null;
  traits: readonly OwnTrait[];
  lists: readonly NamedList[];
  destinations: readonly NamedDestination[];
  audiences: readonly NamedAudience[];
  prioritySets: readonly NamedPrioritySet[];
  syncs: readonly SyncFile[];
};

/** Where something that was read from a folder stands. */
export type Place = { file: string; lineOf(path: PathParts): number | undefined };

/** What a folder says; each thing knows its place. */
export type Folder = Definitions & { placeOf(thing: object): Place };
