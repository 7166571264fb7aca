import type { NextRequest } from "next/server";
import { getToken } from "next-auth/jwt";
import { Unauthenticated } from "@/lib/core/errors";
import { type Actor, loadActor } from "@/lib/services/actor";

/** Who asks, as the database has them now: the cookie only says whom to look up. */
export async function currentActor(request: NextRequest): Promise<Actor> {
  const token = await getToken({ req: request });
  const { sub, workspaceId, signedInAt } = token ?? {};
  if (!sub || typeof workspaceId !== "string" || typeof signedInAt !== "number") throw new Unauthenticated();
  return loadActor(sub, workspaceId, new Date(signedInAt));
}
