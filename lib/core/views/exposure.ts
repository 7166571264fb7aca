/** What a data team's own tools can be told of a sync: which tables it reads, and who to ask. */
export type SyncSourcesView = {
  id: string;
  name: string;
  description: string;
  audience: string;
  destination: string;
  object: string | null;
  owner: { name: string; email: string } | null;
  /** Tables by the parts of their names, sorted. */
  tables: (readonly string[])[];
  /** Entities that are read from files or a query, by name: of which tables is not told. */
  others: string[];
};
