import type { ListContent } from "@/lib/core/list/held";

/**
 * Where the content of lists is: salted hashes, outside the application database. Contents are immutable and told apart by the
 * hash of what they are.
 */
export interface ListStore {
  /** Keeps a content beside what the list held before; returns its hash. */
  write(list: string, content: ListContent): Promise<string>;
  /** Throws a CoterieError where it is not there. */
  read(list: string, hash: string): ListContent;
  /** Removes every content of the list but this one; null: all. */
  keepOnly(list: string, hash: string | null): Promise<void>;
}
