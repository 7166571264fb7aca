import type { NextRequest } from "next/server";
import { getToken } from "next-auth/jwt";
import { Unauthenticated } from "@/lib/core/errors";
import { type Actor, loadActor } from "@/lib/services/actor";
import { loadTokenActor } from "@/lib/services/api-token/load";

/** Who asks, as the database has them now: the cookie, or a program's token, only says whom to look up. */
export async function currentActor(request: NextRequest): Promise<Actor> {
  const authorization = request.headers.get("authorization");
  if (/^bearer\b/i.test(authorization ?? "")) return loadTokenActor(bearerOf(authorization!));
  const token = await getToken({ req: request });
  const { sub, workspaceId, signedInAt } = token ?? {};
  if (!sub || typeof workspaceId !== "string" || typeof signedInAt !== "number") throw new Unauthenticated();
  return loadActor(sub, workspaceId, new Date(signedInAt));
}

function bearerOf(authorization: string): string {
  const [, token] = /^Bearer ([\w-]+)$/i.exec(authorization.trim()) ?? [];
  if (token) return token;
  throw new Unauthenticated(
    "The Authorization header holds no API token.",
    "Send it as: Authorization: Bearer coterie_…",
  );
}
