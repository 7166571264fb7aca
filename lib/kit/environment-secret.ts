import { z } from "zod";
import { CoterieError } from "@/lib/core/errors";

/** Whoever writes a catalog names the variable and the host: none of Coterie's own secrets may be sent there. */
const PREFIX = "COTERIE_WAREHOUSE_";

/** A secret of a definition file: not the secret, but the environment variable that holds it. */
export const environmentSecret = z
  .strictObject({
    env: z.string().regex(new RegExp(`^${PREFIX}[A-Z0-9_]+$`), {
      message: `Name a variable of the environment that begins with ${PREFIX}, such as ${PREFIX}PASSWORD.`,
    }),
  })
  .describe(
    `The environment variable that holds it: { env: ${PREFIX}PASSWORD }. No secret stands in a file.`,
  );

export function readEnvironmentSecret({ env }: z.output<typeof environmentSecret>): string {
  const value = process.env[env];
  if (value !== undefined && value !== "") return value;
  throw new CoterieError({
    code: "SECRET_NOT_SET",
    message: `The environment variable ${env}, which the catalog names, is not set.`,
    remedy: "ask_admin",
    fix: `Set ${env} for every process of Coterie and start them again.`,
  });
}
