/** One field of the form a warehouse is connected with. */
export type WarehouseSettingView = {
  id: string;
  label: string;
  help?: string;
  required: boolean;
  input: "text" | "number" | "choice" | "list";
  options?: readonly string[];
  /** What holds when it is left empty, as it is typed. */
  otherwise?: string;
};

export type WarehouseKindView = {
  id: string;
  label: string;
  settings: WarehouseSettingView[];
  secrets: { id: string; label: string; help: string }[];
};

export type WarehouseRow = {
  id: string;
  kind: string;
  kindLabel: string;
  name: string;
  status: "untested" | "connected" | "failing";
  problem: string | null;
  testedAt: string | null;
  /** The catalog in force reads it. */
  inUse: boolean;
};

export type WarehouseView = WarehouseRow & {
  definition: WarehouseKindView;
  settings: Record<string, string>;
};

/** A table a catalog can be drafted from. */
export type WarehouseTableView = {
  /** As a draft is asked for it: `schema.table`, or the file. */
  name: string;
  kind: "table" | "view";
  columns: number;
  /** Columns segments cannot ask about. */
  unreadable: number;
  hasKey: boolean;
  approximateRows: number | null;
};
