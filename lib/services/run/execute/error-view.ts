import type { CoterieError } from "@/lib/core/errors";
import type { ErrorView } from "@/lib/core/views/error";

/** A failure as it is stored and shown. */
export function errorView({ code, message, fix, remedy, problems }: CoterieError): ErrorView["error"] {
  return { code, message, fix, remedy, ...(problems.length > 0 ? { problems } : {}) };
}
