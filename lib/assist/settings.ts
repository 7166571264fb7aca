import { CoterieError } from "@/lib/core/errors";

export type AssistSettings = { url: URL; model: string; key: string | null; timeout: number };

const DEFAULT_SECONDS = 30;

/**
 * The model the environment names, or null: then the product does without, and says nothing of it.
 * `COTERIE_ASSIST_URL` and `COTERIE_ASSIST_MODEL` switch it on.
 */
export function assistSettings(environment: NodeJS.ProcessEnv = process.env): AssistSettings | null {
  const { COTERIE_ASSIST_URL: address, COTERIE_ASSIST_MODEL: model } = environment;
  if (!address || !model) return null;
  if (!URL.canParse(address)) throw wrongAddress("is no address");
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw wrongAddress("is no web address");
  const seconds = Number(environment.COTERIE_ASSIST_SECONDS);
  return {
    url,
    model,
    key: environment.COTERIE_ASSIST_KEY || null,
    timeout: (seconds > 0 ? seconds : DEFAULT_SECONDS) * 1000,
  };
}

function wrongAddress(what: string): CoterieError {
  return new CoterieError({
    code: "ASSIST_ADDRESS",
    message: `COTERIE_ASSIST_URL ${what}.`,
    remedy: "ask_admin",
    fix: "Write the address before /chat/completions, such as https://models.example.com/v1.",
  });
}
