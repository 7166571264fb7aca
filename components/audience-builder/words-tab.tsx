/** The tree as one sentence, by the same reader that writes it for approvals; null while it is unfinished. */
export function WordsTab({ sentence }: { sentence: string | null }) {
  if (sentence === null) {
    return <p className="text-sm text-ink-3">Finish the marked conditions to read them as a sentence.</p>;
  }
  return <p className="max-w-prose text-sm leading-relaxed">{sentence}</p>;
}
