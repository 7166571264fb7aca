import { z } from "zod";
import { InvalidInput, NotFound } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";

/** An audience of a list someone orders or fills; without a version, its newest. */
export const chosenInput = z.object({ id: z.string(), version: z.number().int().positive().optional() });

export type Chosen = { id: string; audience: string; version: number | undefined };

/** The audiences, each at a version it has, if it has any; refuses those of another entity, and twice the same. */
export async function chosenAudiences(
  tx: Transaction,
  workspaceId: string,
  entity: string,
  wanted: readonly z.output<typeof chosenInput>[],
): Promise<Chosen[]> {
  const found = await tx.audience.findMany({
    where: { workspaceId, id: { in: wanted.map(({ id }) => id) } },
    select: {
      id: true,
      slug: true,
      name: true,
      entity: true,
      versions: { select: { version: true }, orderBy: { version: "desc" } },
    },
  });
  if (new Set(wanted.map(({ id }) => id)).size < wanted.length) throw twice();
  return wanted.map(({ id, version }) => {
    const audience = found.find((one) => one.id === id);
    if (!audience) throw new NotFound("audience", id);
    if (audience.entity !== entity) throw otherEntity(audience, entity);
    const versions = audience.versions.map((one) => one.version);
    const meant = version ?? versions[0];
    if (meant !== undefined && !versions.includes(meant)) throw noVersion(audience.name, meant);
    return { id, audience: audience.slug, version: meant };
  });
}

function twice(): InvalidInput {
  return new InvalidInput({
    code: "AUDIENCE_REPEATED",
    message: "An audience is in the list twice.",
    fix: "Keep one of the two.",
  });
}

function otherEntity({ name, entity }: { name: string; entity: string }, wanted: string): InvalidInput {
  return new InvalidInput({
    code: "AUDIENCE_ENTITY",
    message: `“${name}” is an audience of ${entity}, and this list is of ${wanted}.`,
    fix: `Choose audiences of ${wanted}.`,
  });
}

function noVersion(name: string, version: number): InvalidInput {
  return new InvalidInput({
    code: "AUDIENCE_VERSION",
    message: `“${name}” has no version ${version}.`,
    fix: "Choose one it has.",
  });
}
