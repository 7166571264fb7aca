import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";

const BASE =
  "inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-quick select-none disabled:opacity-50 disabled:cursor-not-allowed aria-disabled:opacity-50 aria-disabled:cursor-not-allowed";
const LOOKS = {
  /** The one next thing to do on a page. */
  accent: "bg-accent text-on-accent hover:enabled:bg-accent-strong [a&]:hover:bg-accent-strong",
  plain: "border border-line-strong bg-raised text-ink hover:bg-hover",
  quiet: "text-ink-2 hover:bg-hover hover:text-ink",
  danger: "border border-line-strong bg-raised text-bad hover:bg-bad-soft",
} as const;
const SIZES = { md: "h-8 px-3 text-sm", sm: "h-7 px-2 text-sm", xs: "h-6 px-1.5 text-xs" } as const;

type Look = { look?: keyof typeof LOOKS; size?: keyof typeof SIZES };
export type ButtonProps = ComponentProps<"button"> & Look & { busy?: boolean };

export function Button({
  look = "plain",
  size = "md",
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames(BASE, LOOKS[look], SIZES[size], className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy && <LoaderCircle aria-hidden className="size-3.5 animate-spin" />}
      {children}
    </button>
  );
}

/** Cannot be pressed yet, and says why beside it; it stays in reach, so that the reason is read aloud too. */
export function WaitingButton({
  because,
  children,
  ...look
}: Look & { because: ReactNode; children: string }) {
  const reason = useId();
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
      <span id={reason} className="text-xs text-ink-2">
        {because}
      </span>
      <button
        type="button"
        aria-disabled
        aria-describedby={reason}
        className={classNames(BASE, LOOKS[look.look ?? "plain"], SIZES[look.size ?? "md"])}
      >
        {children}
      </button>
    </span>
  );
}

/** A button of one picture; its label is read aloud and shown on hover. */
export function IconButton({
  label,
  look = "quiet",
  className,
  children,
  ...rest
}: Omit<ComponentProps<"button">, "aria-label"> & { label: string; look?: keyof typeof LOOKS }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classNames(BASE, LOOKS[look], "size-7 shrink-0 [&>svg]:size-4", className)}
      {...rest}
    >
      {children}
    </button>
  );
}

export function LinkButton({
  href,
  look = "plain",
  size = "md",
  className,
  children,
}: Look & { href: string; className?: string; children: ReactNode }) {
  return (
    <Link href={href} className={classNames(BASE, LOOKS[look], SIZES[size], className)}>
      {children}
    </Link>
  );
}
