import { InvalidInput } from "@/lib/core/errors";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Transaction } from "@/lib/db/client";
import { currentCatalog } from "../catalog/current";
import { audiencesNamedIn } from "./named";

/** Throws InvalidInput unless the version can be read with the present catalog, exclusions and priority sets. */
export async function requireReadable(
  tx: Transaction,
  workspaceId: string,
  { audience, version, entity }: { audience: string; version?: number; entity: string },
): Promise<void> {
  const { catalog } = await currentCatalog(tx, workspaceId);
  const json = { version: 1, entity, where: { audience, version } };
  const audiences = await audiencesNamedIn(tx, workspaceId, json);
  const { problems } = parseSegment(json, { catalog, audiences });
  const [first] = problems;
  if (!first) return;
  throw new InvalidInput({ code: first.code, message: first.message, fix: first.fix, problems });
}
