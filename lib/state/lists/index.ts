import { join } from "node:path";
import type { ListStore } from "@/lib/core/ports/list-store";
import { type Environment, stateDatabase } from "@/lib/state/address";
import { fileListStore } from "./files";
import { SharedListStore } from "./postgres";

/** Where lists are: in the database of COTERIE_STATE, else in files beside the states of syncs. */
export function listStoreAt(home: string, environment: Environment = process.env): ListStore {
  const folder = join(home, "state", "lists");
  const shared = stateDatabase(environment);
  if (!shared) return fileListStore({ folder });
  return new SharedListStore({ ...shared, near: join(home, "state", "lists-copied"), before: folder });
}
