import { pinnedRequest } from "@/lib/http/pinned-request";
import { requireTaken } from "./failure";

const TIMEOUT_MS = 15_000;

/** One signed or keyed JSON text to an address that somebody typed in; private networks are refused. */
export async function postText(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const url = new URL(address);
  const answer = await pinnedRequest({
    url,
    headers: { "content-type": "application/json", "user-agent": "Coterie", ...headers },
    body,
    timeout: TIMEOUT_MS,
  });
  requireTaken(answer, url.host);
}
