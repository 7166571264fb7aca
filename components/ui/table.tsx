"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { classNames } from "./class-names";
import { type Order, sortRows } from "./sort-rows";

export type TableColumn<R> = {
  id: string;
  header: string;
  cell: (row: R) => ReactNode;
  /** What the column sorts by; without it the column cannot be sorted. */
  sort?: (row: R) => string | number | null;
  numeric?: boolean;
  /** Hidden under this width: the row's other cells carry on without it. */
  from?: "sm" | "md" | "lg" | "xl";
  width?: string;
};

const FROM = {
  sm: "hidden sm:table-cell",
  md: "hidden md:table-cell",
  lg: "hidden lg:table-cell",
  xl: "hidden xl:table-cell",
} as const;
const ROW_HEIGHT = 44;
const VIRTUAL_FROM = 150;

/** A real table; of long lists only the rows in sight are in the document. */
export function Table<R>({
  label,
  columns,
  rows,
  rowKey,
  initialOrder,
}: {
  label: string;
  columns: readonly TableColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  initialOrder?: Order;
}) {
  const [order, setOrder] = useState<Order | null>(initialOrder ?? null);
  const sorted = sortRows(rows, columns, order);
  const head = <Head columns={columns} order={order} onOrder={setOrder} />;
  if (sorted.length >= VIRTUAL_FROM) {
    return <VirtualTable label={label} columns={columns} rows={sorted} rowKey={rowKey} head={head} />;
  }
  return (
    <div className="relative overflow-x-auto">
      <table aria-label={label} className="w-full text-left text-sm">
        {head}
        <tbody>
          {sorted.map((row) => (
            <Row key={rowKey(row)} columns={columns} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function VirtualTable<R>({
  label,
  columns,
  rows,
  rowKey,
  head,
}: {
  label: string;
  columns: readonly TableColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  head: ReactNode;
}) {
  "use no memo"; // the virtualizer changes without its reference changing
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div
      ref={frame} // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="relative max-h-[calc(100dvh-13rem)] overflow-auto"
    >
      <table aria-label={label} aria-rowcount={rows.length + 1} className="w-full text-left text-sm">
        {head}
        <tbody>
          <tr aria-hidden style={{ height: before }} />
          {items.map((item) => (
            <Row
              key={rowKey(rows[item.index]!)}
              columns={columns}
              row={rows[item.index]!}
              index={item.index}
              measure={virtualizer.measureElement}
            />
          ))}
          <tr aria-hidden style={{ height: after }} />
        </tbody>
      </table>
    </div>
  );
}

function Head<R>({
  columns,
  order,
  onOrder,
}: {
  columns: readonly TableColumn<R>[];
  order: Order | null;
  onOrder: (order: Order) => void;
}) {
  return (
    <thead className="sticky top-0 z-10 bg-page">
      <tr className="hairline">
        {columns.map((column) => {
          const mine = order?.column === column.id ? order : null;
          const Arrow = mine?.descending ? ArrowDown : ArrowUp;
          return (
            <th
              key={column.id}
              scope="col"
              style={{ width: column.width }}
              aria-sort={mine ? (mine.descending ? "descending" : "ascending") : undefined}
              className={classNames(
                "h-8 pr-4 text-xs font-medium whitespace-nowrap text-ink-3 last:pr-0",
                column.numeric && "text-right",
                column.from && FROM[column.from],
              )}
            >
              {column.sort ? (
                <button
                  type="button"
                  className="inline-flex items-center gap-1 hover:text-ink"
                  onClick={() => onOrder({ column: column.id, descending: mine ? !mine.descending : false })}
                >
                  {column.header}
                  {mine && <Arrow aria-hidden className="size-3" />}
                </button>
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Row<R>({
  columns,
  row,
  index,
  measure,
}: {
  columns: readonly TableColumn<R>[];
  row: R;
  index?: number;
  /** Rows of a long list tell their height: cells may have two lines. */
  measure?: (row: HTMLTableRowElement | null) => void;
}) {
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index === undefined ? undefined : index + 2}
      className="hairline h-11 hover:bg-hover/60"
    >
      {columns.map((column) => (
        <td
          key={column.id}
          className={classNames(
            "py-2 pr-4 last:pr-0",
            column.numeric && "text-right",
            column.from && FROM[column.from],
          )}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
