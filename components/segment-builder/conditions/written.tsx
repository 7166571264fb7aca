import { Tag } from "@/components/ui/status";

/** A condition that is written in files: shown and kept as it is, moved and removed here, changed there. */
export function WrittenCondition({ words }: { words: string }) {
  return (
    <p className="flex flex-wrap items-center gap-2 py-1 text-sm">
      {words}
      <Tag>changed in its file only</Tag>
    </p>
  );
}
