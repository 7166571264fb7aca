import type { ListContent } from "@/lib/core/list/held";

/** One content of a list, by the hash of what it is. */
export type ListPlace = { list: string; hash: string };

/**
 * Where the content of lists is: salted hashes, outside the application database. Contents are immutable and told apart by the
 * hash of what they are.
 */
export interface ListStore {
  /** Keeps a content beside what the list held before; returns its hash. */
  write(list: string, content: ListContent): Promise<string>;
  /** Before any of these is read: fetches what is kept elsewhere. What cannot be had is told when it is read. */
  bring(places: readonly ListPlace[]): Promise<void>;
  /** Throws a CoterieError where it is not there. */
  read(list: string, hash: string): ListContent;
  /** Removes every content of the list but this one; null: all. */
  keepOnly(list: string, hash: string | null): Promise<void>;
}
