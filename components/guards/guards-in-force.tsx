import { Section } from "@/components/ui/page";
import { Tag } from "@/components/ui/status";
import type { GuardLine } from "@/lib/core/guards/in-force";
import type { GuardAction } from "@/lib/core/guards/types";

const WORDS: Record<GuardAction, { label: string; className: string }> = {
  block: { label: "Blocks", className: "text-ink" },
  warn: { label: "Warns", className: "text-ink-2" },
  off: { label: "Off", className: "text-ink-3" },
};

/** What the next run is asked before it sends anything, a line a guard. */
export function GuardsInForce({ lines }: { lines: readonly GuardLine[] }) {
  const changed = lines.filter(({ isDefault }) => !isDefault).length;
  return (
    <Section title="Guards" aside={changed === 0 ? "all as they are by default" : `${changed} set here`}>
      <ul className="grid max-w-5xl gap-x-10 lg:grid-cols-2">
        {lines.map((line) => (
          <GuardItem key={line.guard} line={line} />
        ))}
      </ul>
    </Section>
  );
}

function GuardItem({ line: { label, action, allows, isDefault, waiting } }: { line: GuardLine }) {
  return (
    <li className="hairline flex gap-3 py-2">
      <span className={`w-14 shrink-0 text-sm ${WORDS[action].className}`}>{WORDS[action].label}</span>
      <span className="min-w-0 text-sm">
        <span className="font-medium">{label}</span>
        {!isDefault && (
          <>
            {" "}
            <Tag tone="accent">set here</Tag>
          </>
        )}
        {action !== "off" && <span className="block text-xs text-ink-3">{allows}</span>}
        {waiting && (
          <span className="block text-xs text-warn">
            Once approved: {WORDS[waiting.action].label.toLowerCase()}
            {waiting.action !== "off" && `, ${waiting.allows}`}
          </span>
        )}
      </span>
    </li>
  );
}
