/** Three overlapping circles: a group within a group. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 20 20" className="shrink-0">
      <circle cx="7.2" cy="7.4" r="5.2" fill="var(--bar-3)" />
      <circle cx="12.8" cy="7.4" r="5.2" fill="var(--bar-2)" fillOpacity="0.85" />
      <circle cx="10" cy="12.4" r="5.2" fill="var(--bar-1)" fillOpacity="0.92" />
    </svg>
  );
}
