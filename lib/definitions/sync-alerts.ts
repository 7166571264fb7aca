import { z } from "zod";
import type { AlertOverrides } from "@/lib/core/alerts/rules";
import type { SyncAlertsView } from "@/lib/core/views/alert";
import { strict } from "./zod-problems";

const measure = z.number().positive();
const times = z.number().int().min(1);
const least = z.number().min(0);
const levels = (number: z.ZodType<number>) => ({ warning: number.optional(), critical: number.optional() });

/** What a file says of a sync's alerts; a number it leaves out is the workspace's. */
export const alertsSection = strict({
  channels: z
    .array(z.string())
    .optional()
    .describe("The names of the channels that are told; left out: all of the workspace."),
  failed: strict(levels(times)).optional().describe("Failures in a row."),
  slow: strict({ ...levels(measure), least_minutes: least.optional() })
    .optional()
    .describe("Times the median of the runs before."),
  stale: strict({
    ...levels(times),
    hours: strict(levels(measure)).optional(),
    least_minutes: least.optional(),
  })
    .optional()
    .describe("Times of the schedule that passed without a run; hours where it waits for an event."),
  refused_share: strict({ ...levels(measure), least_rows: least.optional() })
    .optional()
    .describe("Percent of the rows answered."),
  size_change: strict({ ...levels(measure), least_members: least.optional() })
    .optional()
    .describe("Percent by which the audience grows or shrinks from one run to the next."),
});
export type AlertsSection = z.output<typeof alertsSection>;

/** Null where a sync says nothing of its own. */
export function alertsText({
  set,
  channels,
  chosen,
}: Pick<SyncAlertsView, "set" | "chosen"> & {
  channels: readonly { id: string; name: string }[];
}): AlertsSection | null {
  const names = channels.flatMap(({ id, name }) => (chosen.includes(id) ? name : []));
  // The same numbers by the names of files.
  const rules = renamed(set, snake) as Omit<AlertsSection, "channels">;
  if (names.length === 0 && Object.keys(rules).length === 0) return null;
  return { ...(names.length > 0 && { channels: names }), ...rules };
}

/** As the service takes them; a channel that is not there keeps its name, so that the service refuses it. */
export function alertsOf(
  { channels: names = [], ...rules }: AlertsSection,
  { channels }: Pick<SyncAlertsView, "channels">,
): { rules: AlertOverrides; channels: string[] } {
  const idOf = (name: string) => channels.find((one) => one.name === name)?.id ?? name;
  // The same numbers by the names of the API.
  return { rules: renamed(rules, camel) as AlertOverrides, channels: names.map(idOf) };
}

type Tree = { readonly [name: string]: unknown };

function renamed(tree: Tree, rename: (name: string) => string): Tree {
  const entries = Object.entries(tree).map(([name, value]) => [
    rename(name),
    typeof value === "object" && value !== null ? renamed(value as Tree, rename) : value,
  ]);
  return Object.fromEntries(entries);
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
