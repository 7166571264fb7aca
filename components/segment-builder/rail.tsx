import type { CSSProperties, ReactNode } from "react";

/**
 * What belongs to the row above it, beside a thin line. On narrow screens the line stands under the row's own handle, for
 * each level would else cost the width of what stands before its words.
 */
export function Rail({ list = false, children }: { list?: boolean; children: ReactNode }) {
  return list ? <ol className="rail">{children}</ol> : <div className="rail">{children}</div>;
}

/** How far a row's words stand from its edge, as rails inside want to know it. */
export function leadOf(controls: number): CSSProperties {
  // The cast is safe: React takes custom properties, their type does not know of them.
  return { "--row-lead": `${controls * 1.625}rem` } as CSSProperties;
}

/** Where something has a frame of its own, its rails stay inside. */
export const FRAMED = "[--row-lead:0rem]";
