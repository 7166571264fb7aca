import type { GuardSettings } from "@/lib/core/guards/types";
import { ACCOUNT } from "@/test/support/meta";
import * as people from "@/test/support/people-file";
import { createSync, type TestSync } from "./sync";

/** In these tests whole halves of a table enter, leave or are gone at once. */
const HALVES_COME_AND_GO: GuardSettings = {
  churn: { action: "off", threshold: { percent: 100, timesUsual: 1 } },
  vanished: { action: "off", threshold: { percent: 100, people: 1 } },
};

/** An approved mirror of the wanted people of a file to an audience of Meta's simulator. */
export function peopleSync(to: {
  endpoint: string;
  audience: string;
  file: string;
  guards?: GuardSettings;
}): Promise<TestSync> {
  return createSync({
    ...ACCOUNT,
    kind: "meta",
    endpoint: to.endpoint,
    object: { id: to.audience, name: "An audience" },
    catalog: people.peopleCatalog(to.file),
    tree: people.wantedPeople,
    policy: people.peoplePolicy,
    mapping: people.emailMapping,
    guards: to.guards ?? HALVES_COME_AND_GO,
  });
}
