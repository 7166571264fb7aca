import type { ShareBand } from "@/lib/core/views/counts";

/** "about 70 %" */
export function bandWords(band: ShareBand): string {
  switch (band.kind) {
    case "none":
      return "nobody";
    case "some":
      return "some of it";
    case "all":
      return "all of it";
    default:
      return `${band.kind} ${band.percent} %`;
  }
}

/** How long its bar is. */
export function bandPart(band: ShareBand): number {
  switch (band.kind) {
    case "none":
      return 0;
    case "some":
      return 0.5;
    case "all":
      return 1;
    case "under":
      return band.percent / 200;
    case "over":
      return (100 + band.percent) / 200;
    default:
      return band.percent / 100;
  }
}
