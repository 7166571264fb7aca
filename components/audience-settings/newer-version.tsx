import { Button } from "@/components/ui/button";
import { movedUp } from "@/lib/core/audience/pin";
import type { AudienceReference } from "@/lib/core/audience/types";
import type { EditDefinition } from "./settings";

/** Where a newer version of a named audience exists: one click means it everywhere it is named here. */
export function NewerVersion({
  reference: { audience, version },
  newest,
  edit,
}: {
  reference: AudienceReference;
  newest: number | null;
  edit: EditDefinition;
}) {
  if (version === undefined || newest === null || newest <= version) return null;
  return (
    <Button size="xs" onClick={() => edit((definition) => movedUp(definition, audience, newest))}>
      Use version {newest}
    </Button>
  );
}
