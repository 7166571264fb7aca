import { createHash } from "node:crypto";
import { z } from "zod";
import { CoterieError, Unauthenticated } from "@/lib/core/errors";
import { database } from "@/lib/db/client";
import { loadActor } from "../actor";
import { parse } from "../parse";
import { isPassword } from "./password";

const MAX_FAILURES = 5;
const MINUTES = 15;

const credentials = z.object({
  email: z.string().trim().toLowerCase().max(320),
  password: z.string().max(200),
});

export type SignedIn = { userId: string; workspaceId: string; name: string; email: string };

/** Checks a password. After five wrong ones for an address, that address waits a quarter of an hour, right or wrong. */
export async function signIn(input: unknown): Promise<SignedIn> {
  const { email, password } = parse(credentials, input);
  const key = createHash("sha256").update(email).digest("hex");
  await refuseWhileLocked(key);
  // Counted before it is looked at, so that many at once do not all slip through.
  if ((await countAttempt(key)) > MAX_FAILURES) await refuseWhileLocked(key);
  const user = await database().user.findUnique({ where: { email } });
  if (!(await isPassword(user?.passwordHash ?? null, password)) || !user) {
    throw new Unauthenticated(
      "The e-mail address or the password is wrong.",
      "Check both; an admin of your workspace can set a new password.",
    );
  }
  await database().signInFailure.deleteMany({ where: { key } });
  return open(user);
}

/** Someone the company's own provider vouches for; they must already be a member. */
export async function signInVouched(email: string): Promise<SignedIn> {
  const user = await database().user.findUnique({ where: { email: email.trim().toLowerCase() } });
  if (!user) {
    throw new Unauthenticated("You are not a member of this workspace.", "Ask an admin to add your address.");
  }
  return open(user);
}

async function open(user: { id: string; name: string; email: string }): Promise<SignedIn> {
  const { userId, workspaceId } = await loadActor(user.id);
  return { userId, workspaceId, name: user.name, email: user.email };
}

async function refuseWhileLocked(key: string): Promise<void> {
  const known = await database().signInFailure.findUnique({ where: { key } });
  const until = known?.lockedUntil?.getTime() ?? 0;
  if (until <= Date.now()) return;
  throw new CoterieError({
    code: "TOO_MANY_ATTEMPTS",
    message: "Too many wrong passwords for this address.",
    remedy: "wait_until",
    retryAt: until,
    fix: `Wait ${Math.ceil((until - Date.now()) / 60_000)} minutes and try again.`,
  });
}

/** One statement, so that attempts at once are all counted. A quiet quarter of an hour starts the count again. */
async function countAttempt(key: string): Promise<number> {
  const [counted] = await database().$queryRaw<{ failures: number }[]>`
    INSERT INTO "SignInFailure" AS f ("key", "failures", "firstAt") VALUES (${key}, 1, now())
    ON CONFLICT ("key") DO UPDATE SET
      "failures" = CASE WHEN f."firstAt" < now() - make_interval(mins => ${MINUTES}::int) THEN 1 ELSE f."failures" + 1 END,
      "firstAt" = CASE WHEN f."firstAt" < now() - make_interval(mins => ${MINUTES}::int) THEN now() ELSE f."firstAt" END,
      "lockedUntil" = CASE WHEN f."firstAt" >= now() - make_interval(mins => ${MINUTES}::int) AND f."failures" + 1 >= ${MAX_FAILURES}::int
        THEN now() + make_interval(mins => ${MINUTES}::int) END
    RETURNING "failures"`;
  return counted?.failures ?? 0;
}
