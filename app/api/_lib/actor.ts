import type { NextRequest } from "next/server";
import { getToken } from "next-auth/jwt";
import { Unauthenticated } from "@/lib/core/errors";
import { type Actor, loadActor } from "@/lib/services/actor";

/** Who asks, as the database has them now: the cookie only says whom to look up. */
export async function currentActor(request: NextRequest): Promise<Actor> {
  const token = await getToken({ req: request });
  if (!token?.sub || typeof token.workspaceId !== "string") throw new Unauthenticated();
  return loadActor(token.sub, token.workspaceId);
}
