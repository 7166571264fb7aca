import { afterEach, beforeEach, describe } from "vitest";
import type { StateStore } from "@/lib/core/ports/state-store";
import { answersContract } from "./answers";
import { askedContract } from "./asked";
import { asFile, type HandOver, StateBench } from "./bench";
import { inDoubtContract } from "./in-doubt";
import { judgedContract } from "./judged";
import { keptContract } from "./kept";
import { payloadsContract } from "./payloads";
import { peopleContract } from "./people";
import { plansContract } from "./plans";

const PARTS = {
  plans: plansContract,
  "plans that are judged": judgedContract,
  payloads: payloadsContract,
  "what is asked for": askedContract,
  answers: answersContract,
  "what is in doubt": inDoubtContract,
  "people who withdraw": peopleContract,
  "what is kept": keptContract,
};

/** What every state store must do; `create` gives a store that may keep its state in a folder. */
export function stateStoreContract(
  name: string,
  create: (folder: string) => StateStore | Promise<StateStore>,
  handOver: HandOver = asFile,
): void {
  describe(`state store: ${name}`, () => {
    const at = new StateBench(create, handOver);
    beforeEach(() => at.begin());
    afterEach(() => at.end());
    for (const [title, part] of Object.entries(PARTS)) describe(title, () => part(at));
  });
}
