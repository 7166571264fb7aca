import { CopyButton } from "./copy-button";

/** Text of a machine: keeps its lines, scrolls inside itself, can be copied. */
export function Code({ text, label }: { text: string; label: string }) {
  return (
    <div className="relative">
      <div className="absolute top-2 right-2">
        <CopyButton text={text} label={`Copy ${label}`} />
      </div>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="max-h-[28rem] overflow-auto rounded-md bg-sunken p-3 pt-11 font-mono text-xs leading-relaxed whitespace-pre"
      >
        {text}
      </section>
    </div>
  );
}
