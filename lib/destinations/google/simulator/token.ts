import { createPublicKey, createVerify, randomBytes } from "node:crypto";
import { z } from "zod";
import { parseJson } from "@/lib/http/request";
import type { PlatformAnswer, PlatformCall } from "@/lib/kit/simulator/server";

const Refresh = z.object({
  grant_type: z.literal("refresh_token"),
  client_id: z.string(),
  client_secret: z.string(),
  refresh_token: z.string(),
});
const Assertion = z.object({
  grant_type: z.literal("urn:ietf:params:oauth:grant-type:jwt-bearer"),
  assertion: z.string(),
});
const Claims = z.object({
  iss: z.string(),
  aud: z.string(),
  scope: z.string(),
  iat: z.number(),
  exp: z.number(),
});
const Key = z.object({ client_email: z.string(), private_key: z.string() });

const SECONDS = 3599;

/** Google's token endpoint: who shows the right credential gets a token for an hour. */
export class TokenDesk {
  private readonly issued = new Map<string, number>();
  private hasEnded = false;

  constructor(
    private readonly secrets: Readonly<Record<string, string>>,
    private readonly now: () => number,
  ) {}

  exchange({ body }: PlatformCall): PlatformAnswer {
    if (this.hasEnded) {
      this.hasEnded = false;
      return oauthError(400, "invalid_grant");
    }
    const refresh = Refresh.safeParse(texts(body));
    if (refresh.success) {
      const { client_id: id, client_secret: secret, refresh_token: token } = refresh.data;
      const { clientId, clientSecret, refreshToken } = this.secrets;
      if (id !== clientId || secret !== clientSecret) return oauthError(401, "invalid_client");
      return token === refreshToken ? this.issue() : oauthError(400, "invalid_grant");
    }
    const assertion = Assertion.safeParse(body);
    if (!assertion.success) return oauthError(400, "unsupported_grant_type");
    return this.isSigned(assertion.data.assertion) ? this.issue() : oauthError(400, "invalid_grant");
  }

  knows(authorization: string | undefined): boolean {
    const until = this.issued.get((authorization ?? "").replace(/^Bearer /, ""));
    return until !== undefined && until > this.now();
  }

  /** Every token there is ends now. */
  revokeAll(): void {
    this.issued.clear();
  }

  /** The next exchange is refused, as it is when someone took the access back. */
  endSignIn(): void {
    this.hasEnded = true;
  }

  private issue(): PlatformAnswer {
    const token = `ya29.simulated-${randomBytes(12).toString("hex")}`;
    this.issued.set(token, this.now() + SECONDS * 1000);
    const body = { access_token: token, expires_in: SECONDS, token_type: "Bearer" };
    return { status: 200, body };
  }

  private isSigned(assertion: string): boolean {
    const key = Key.safeParse(parseJson(this.secrets.serviceAccount ?? ""));
    const [header = "", payload = "", signature = ""] = assertion.split(".");
    const claims = Claims.safeParse(parseJson(Buffer.from(payload, "base64url").toString("utf8")));
    if (!key.success || !claims.success) return false;
    const seconds = this.now() / 1000;
    const { iss, aud, iat, exp } = claims.data;
    const isFresh = iat <= seconds + 60 && exp > seconds && exp - iat <= 3600;
    const verifier = createVerify("RSA-SHA256").update(`${header}.${payload}`);
    return (
      isFresh &&
      iss === key.data.client_email &&
      aud.endsWith("/token") &&
      verifier.verify(createPublicKey(key.data.private_key), signature, "base64url")
    );
  }
}

/** A form's values that look like numbers were read as such. */
const texts = (body: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));

const oauthError = (status: number, error: string): PlatformAnswer => ({
  status,
  body: { error, error_description: "Bad Request" },
});
