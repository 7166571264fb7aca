import { z } from "zod";
import { CoterieError } from "@/lib/core/errors";
import { parseJson } from "@/lib/http/request";
import { readEnvironmentSecret } from "@/lib/kit/environment-secret";
import type { BigquerySettings } from "./settings";

/** Of a service account's key only these are used: other kinds of key may name files and addresses to fetch tokens from. */
const Key = z.object({
  type: z.literal("service_account"),
  client_email: z.email(),
  private_key: z.string().includes("PRIVATE KEY"),
});
export type ServiceAccount = Pick<z.infer<typeof Key>, "client_email" | "private_key">;

/** The account to speak as; undefined: the machine's own identity. `held`: the key as Coterie holds it. */
export function readCredentials(
  settings: BigquerySettings,
  held: string | undefined,
): ServiceAccount | undefined {
  const text = held ?? (settings.credentials && readEnvironmentSecret(settings.credentials));
  if (text === undefined) return undefined;
  const key = Key.safeParse(parseJson(text));
  if (key.success) return { client_email: key.data.client_email, private_key: key.data.private_key };
  throw new CoterieError({
    code: "CREDENTIALS_UNREADABLE",
    message: "What is given for BigQuery is not the key of a service account.",
    remedy: "reconnect",
    fix: "Create a key of type JSON for a service account and give its whole text.",
  });
}
