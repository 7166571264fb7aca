import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { asCoterieError } from "@/lib/core/errors";
import { type SignedIn, signIn, signInVouched } from "@/lib/services/session/sign-in";
import { log } from "./log";
import { companyProvider, isVouched } from "./oidc";

const TWELVE_HOURS = 12 * 60 * 60;

/** The cookie says who and where; role and access are read from the database on each request. */
export const authOptions: AuthOptions = {
  session: { strategy: "jwt", maxAge: TWELVE_HOURS },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    Credentials({
      name: "Coterie",
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize: async (credentials) => toUser(await refuseInWords(() => signIn(credentials))),
    }),
    ...companyProvider(),
  ],
  callbacks: {
    async signIn({ account, profile }) {
      if (account?.provider === "credentials") return true;
      return isVouched(profile);
    },
    async jwt({ token, account, user }) {
      if (!account) return token;
      // Not `iat`: next-auth renews that whenever it renews the cookie.
      const signedInAt = Date.now();
      if (account.provider === "credentials") {
        return { sub: user.id, workspaceId: workspaceOf(user), signedInAt };
      }
      const { userId, workspaceId } = await refuseInWords(() => signInVouched(user.email ?? ""));
      return { sub: userId, workspaceId, signedInAt };
    },
  },
  logger: {
    error: (code) => log.warn({ code }, "sign-in failed"),
    warn: (code) => log.info({ code }, "sign-in"),
    debug: () => undefined,
  },
};

type User = { id: string; workspaceId: string };

function toUser({ userId, workspaceId }: SignedIn): User {
  return { id: userId, workspaceId };
}

function workspaceOf(user: object): string | undefined {
  return "workspaceId" in user && typeof user.workspaceId === "string" ? user.workspaceId : undefined;
}

/** next-auth hands an error's message to the sign-in page: one sentence and what to do. */
async function refuseInWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = asCoterieError(thrown);
    if (error.code === "INTERNAL") log.error({ name: (thrown as Error).name }, "sign-in failed unexpectedly");
    throw new Error([error.message, error.fix].filter(Boolean).join(" "));
  }
}
