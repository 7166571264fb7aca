import { z } from "zod";
import { InvalidInput } from "@/lib/core/errors";

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** http is for a receiver on this very machine, which has to be allowed besides: lib/http/private-address. */
const isAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== "" || password !== "" || hash !== "") return false;
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname));
};

const NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const DEFAULT_NAME = "rows";

export const Settings = z.object({
  url: z
    .string()
    .trim()
    .refine(isAddress, "An address begins with https:// and has no password or # in it.")
    // One receiver has one name, or two syncs could write to it unnoticed.
    .transform((text) => new URL(text).href)
    .meta({
      title: "Address",
      description: "Where rows are posted, for example https://example.com/coterie.",
    }),
  objects: z
    .string()
    .default(DEFAULT_NAME)
    .transform((text) => [
      ...new Set(
        text
          .split(",")
          .map((name) => name.trim())
          .filter(Boolean),
      ),
    ])
    .refine(
      (names) => names.length > 0 && names.every((name) => NAME.test(name)),
      "Names are of small letters, digits, - and _, with commas between them.",
    )
    .transform((names) => names.join(","))
    .meta({
      title: "Names of what is posted",
      description:
        "One name for each kind of rows the receiver keeps apart, with commas between, for example customers, orders. A sync chooses one of them, no two the same, and every call carries it as object. Which fields go along is chosen in the sync.",
    }),
});
export type Settings = z.infer<typeof Settings>;

const SHORTEST_SECRET = 16;

/** The secret, or two of them with a blank between: the new one and the one it replaces. */
export function secretsOf(text: string): string[] {
  const secrets = text.split(/\s+/).filter(Boolean);
  const isGood = secrets.length >= 1 && secrets.length <= 2;
  if (isGood && secrets.every((secret) => secret.length >= SHORTEST_SECRET)) return secrets;
  throw new InvalidInput({
    code: "SECRET_TOO_WEAK",
    message: `A signing secret has at least ${SHORTEST_SECRET} characters, and at most two are in use at a time.`,
    fix: "Enter one, or the new one, a blank and the old one while receivers change over.",
  });
}
