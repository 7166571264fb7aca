import type { Profile } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";

type Claims = Profile & { sub: string; email_verified?: boolean };

/** The company's own sign-in, when COTERIE_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET are set. */
export function companyProvider(): OAuthConfig<Claims>[] {
  const { COTERIE_OIDC_ISSUER: issuer, COTERIE_OIDC_CLIENT_ID: clientId } = process.env;
  const { COTERIE_OIDC_CLIENT_SECRET: clientSecret, COTERIE_OIDC_NAME: name = "Company account" } =
    process.env;
  if (!issuer || !clientId || !clientSecret) return [];
  return [
    {
      id: "oidc",
      name,
      type: "oauth",
      wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
      authorization: { params: { scope: "openid email profile" } },
      idToken: true,
      checks: ["pkce", "state"],
      clientId,
      clientSecret,
      profile: ({ sub, name, email }) => ({ id: sub, name, email }),
    },
  ];
}

/**
 * An address nobody has checked could be anyone's. COTERIE_OIDC_TRUST_EMAIL=1 says that every address of this issuer was
 * given by the company, for issuers that do not say so themselves.
 */
export function isVouched(profile: Profile | undefined): boolean {
  if (!profile?.email) return false;
  return (profile as Claims).email_verified === true || process.env.COTERIE_OIDC_TRUST_EMAIL === "1";
}
