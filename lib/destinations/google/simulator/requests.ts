import { randomUUID } from "node:crypto";
import { z } from "zod";
import { parseJson } from "@/lib/http/request";
import type { World } from "@/lib/kit/simulator/sets/world";

/** What came of a request, told once it has been processed. */
const Outcome = z.object({
  /** Epoch milliseconds. */
  begun: z.number(),
  records: z.number(),
  identifiers: z.number(),
  errors: z.record(z.string(), z.number()),
  /** Which of the API's names its counts go by. */
  data: z.enum(["userData", "userIdData", "mobileData"]),
  isRemoval: z.boolean(),
});
export type Outcome = z.infer<typeof Outcome>;

/** Remembers requests across a restart, beside what was added and removed. */
export class Requests {
  /** Milliseconds until a request has been processed; a change is true of those on their way as well. */
  processing = 0;

  constructor(
    private readonly world: World,
    private readonly now: () => number,
  ) {}

  begin(outcome: Omit<Outcome, "begun">): string {
    const id = randomUUID();
    const text = JSON.stringify({ ...outcome, begun: this.now() });
    this.world.change({ change: "note", key: `request ${id}`, text });
    return id;
  }

  find(id: string): (Outcome & { isDone: boolean }) | undefined {
    const outcome = Outcome.safeParse(parseJson(this.world.notes.get(`request ${id}`) ?? ""));
    return outcome.success ? { ...outcome.data, isDone: this.isProcessed(outcome.data.begun) } : undefined;
  }

  isProcessed(begun: number): boolean {
    return begun + this.processing <= this.now();
  }
}
