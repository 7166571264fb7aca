import { createSign } from "node:crypto";
import { z } from "zod";
import { CoterieError } from "@/lib/core/errors";
import { parseJson, request } from "@/lib/http/request";
import { translateRefusal } from "./failures";

export type TokenSettings = {
  /** Where credentials are exchanged. */
  url: string;
  secrets: Readonly<Record<string, string>>;
  timeout: number;
  now: () => number;
};

/** Both, so that one sign-in serves either way in. */
const SCOPES = "https://www.googleapis.com/auth/datamanager https://www.googleapis.com/auth/adwords";
/** Tokens live an hour; one is not used in its last minute. */
const MARGIN = 60_000;

const Answer = z.object({ access_token: z.string(), expires_in: z.number().default(3600) });
const Key = z.object({ client_email: z.string(), private_key: z.string() });

export type Tokens = ReturnType<typeof createTokens>;

/** Access tokens of one sign-in, asked for when the last is used up. https://developers.google.com/identity/protocols/oauth2 (2026-11-20) */
export function createTokens({ url, secrets, timeout, now }: TokenSettings) {
  let held: { token: string; until: number } | undefined;
  return {
    async get(signal?: AbortSignal): Promise<string> {
      if (held && held.until > now()) return held.token;
      const form = exchange(secrets, url, now());
      const { status, text } = await request({ method: "POST", url, form, timeout, signal });
      const answer = Answer.safeParse(parseJson(text));
      if (status !== 200 || !answer.success) throw refused(status, text, now());
      const { access_token: token, expires_in: seconds } = answer.data;
      held = { token, until: now() + seconds * 1000 - MARGIN };
      return token;
    },
    /** Whether there was a kept one: then a refusal may only mean that it was revoked. */
    forget(): boolean {
      const was = held !== undefined;
      held = undefined;
      return was;
    },
  };
}

function exchange(
  secrets: Readonly<Record<string, string>>,
  audience: string,
  now: number,
): Record<string, string> {
  const { serviceAccount, clientId, clientSecret, refreshToken } = secrets;
  if (serviceAccount) {
    return {
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: assertion(serviceAccount, audience, now),
    };
  }
  if (!clientId || !clientSecret || !refreshToken) throw credentialsMissing();
  return {
    grant_type: "refresh_token",
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  };
}

/** A statement signed by the service account that it asks for a token. */
function assertion(key: string, audience: string, now: number): string {
  const parsed = Key.safeParse(parseJson(key));
  if (!parsed.success) throw keyUnreadable();
  const issued = Math.floor(now / 1000);
  const claims = {
    iss: parsed.data.client_email,
    scope: SCOPES,
    aud: audience,
    iat: issued,
    exp: issued + 3600,
  };
  const signed = [{ alg: "RS256", typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  try {
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(parsed.data.private_key, "base64url")}`;
  } catch {
    throw keyUnreadable();
  }
}

/** Google's token endpoint speaks OAuth's own words: invalid_grant, invalid_client. */
function refused(status: number, text: string, now: number): CoterieError {
  const { error } = Object(parseJson(text));
  const isRejected = typeof error === "string" && status >= 400 && status < 500 && status !== 429;
  return translateRefusal({
    reasons: typeof error === "string" ? [error] : [],
    status: isRejected ? 401 : status === 200 ? null : status,
    sending: false,
    now,
  });
}

function credentialsMissing(): CoterieError {
  return new CoterieError({
    code: "CREDENTIALS_MISSING",
    message:
      "Google needs either a service account's key, or an OAuth client's id and secret with a refresh token.",
    remedy: "reconnect",
    fix: "Enter one of the two and test the connection again.",
  });
}

function keyUnreadable(): CoterieError {
  return new CoterieError({
    code: "KEY_UNREADABLE",
    message: "The service account's key is not the JSON file that Google Cloud gives.",
    remedy: "reconnect",
    fix: "Paste the whole file, from the first brace to the last.",
  });
}
