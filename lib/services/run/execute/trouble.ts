import { CoterieError } from "@/lib/core/errors";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toJson } from "@/lib/db/stored";
import { errorView } from "./error-view";

/** Of a run that is under way and waits for its platform. */
const AWAITED = "PLATFORM_AWAITED";

/** A platform that is away is waited for up to a quarter of an hour: whoever watches the run reads why nothing moves. */
export async function tellOfTrouble(runId: string, error: unknown): Promise<void> {
  if (!(error instanceof CoterieError) || error.remedy !== "retry") return;
  await database().run.updateMany({
    // What stands there for another reason stays.
    where: { id: runId, problem: { equals: Prisma.DbNull } },
    data: { problem: toJson({ ...errorView(error), code: AWAITED }) },
  });
}

export async function recordAnswered(runId: string): Promise<void> {
  await database().run.updateMany({
    where: { id: runId, problem: { path: ["code"], equals: AWAITED } },
    data: { problem: Prisma.DbNull },
  });
}
