import {
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  CircleX,
} from "lucide-react";
import { classNames } from "./class-names";

const TONES = {
  neutral: { icon: Circle, className: "text-ink-2" },
  waiting: { icon: CircleDashed, className: "text-warn" },
  active: { icon: CircleDot, className: "text-accent-ink" },
  good: { icon: CircleCheck, className: "text-good" },
  warn: { icon: CircleAlert, className: "text-warn" },
  bad: { icon: CircleX, className: "text-bad" },
  paused: { icon: CirclePause, className: "text-ink-2" },
} as const;
export type Tone = keyof typeof TONES;

/** A status: a word, a shape and a colour, so that any one of them is enough. */
export function Status({ tone, children, className }: { tone: Tone; children: string; className?: string }) {
  const { icon: Icon, className: colour } = TONES[tone];
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 align-middle text-sm whitespace-nowrap",
        colour,
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2.25} />
      {children}
    </span>
  );
}

/** A small word beside a thing: its kind, its form. */
export function Tag({
  children,
  tone = "neutral",
}: {
  children: string;
  tone?: "neutral" | "good" | "warn" | "bad" | "accent";
}) {
  const looks = {
    neutral: "border-line-strong text-ink-2",
    good: "border-transparent bg-good-soft text-good",
    warn: "border-transparent bg-warn-soft text-warn",
    bad: "border-transparent bg-bad-soft text-bad",
    accent: "border-transparent bg-accent-soft text-accent-ink",
  } as const;
  return (
    <span
      className={classNames("inline-flex rounded-sm border px-1.5 text-xs whitespace-nowrap", looks[tone])}
    >
      {children}
    </span>
  );
}
