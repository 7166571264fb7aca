import type { ListForm } from "../list/held";
import type { UsageView } from "./usage";

/** A list by what is known about it; what it holds is never shown. */
export type ListRow = {
  id: string;
  slug: string;
  name: string;
  form: ListForm;
  entity: string;
  column: string;
  entries: number;
  updatedAt: string;
  updatedBy: string;
};

export type ListView = ListRow & { createdAt: string; createdBy: string; usedBy: UsageView };

/** How a list changed, and what of the lines that were sent was of no use. */
export type ListChangeView = {
  entries: number;
  before: number;
  lines: number;
  blank: number;
  duplicates: number;
};
