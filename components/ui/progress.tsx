import { Progress as Radix } from "radix-ui";

/** A bar from nothing to `max`; null while the whole is not known. */
export function Progress({ value, max, label }: { value: number | null; max: number; label: string }) {
  const part = value === null || max === 0 ? 0 : Math.min(1, value / max);
  return (
    <Radix.Root
      value={value === null ? null : Math.min(value, max)}
      max={Math.max(1, max)}
      aria-label={label}
      className="h-1.5 w-full overflow-hidden rounded-full bg-pressed"
    >
      <Radix.Indicator
        className={value === null ? "h-full w-full animate-pulse bg-bar-3" : "h-full rounded-full bg-accent"}
        style={value === null ? undefined : { width: `${part * 100}%` }}
      />
    </Radix.Root>
  );
}
