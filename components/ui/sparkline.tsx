/** A line without axes: the shape of a size over time. The numbers are beside it, so it is hidden from readers. */
export function Sparkline({
  values,
  width = 72,
  height = 20,
}: {
  values: readonly number[];
  width?: number;
  height?: number;
}) {
  if (values.length < 2) return <span aria-hidden style={{ width, height }} className="inline-block" />;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map((value, index) => {
    const x = 1 + (index / (values.length - 1)) * (width - 4);
    const y = height - 2 - ((value - low) / span) * (height - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const [lastX, lastY] = points.at(-1)!.split(",");
  return (
    <svg aria-hidden width={width} height={height} className="inline-block overflow-visible">
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="var(--bar-2)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <circle cx={lastX} cy={lastY} r="2" fill="var(--bar-1)" />
    </svg>
  );
}
