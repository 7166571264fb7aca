import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";

/** What one account saw: when each batch came, and the most calls that were under way at once. */
export type AccountLog = { times: number[]; underWay: number; mostAtOnce: number };

/** A platform of several accounts, by the first piece of the path, that takes so long over each call. */
export async function startPlatform(
  latencyMs: number,
): Promise<{ url: string; log: () => Record<string, AccountLog>; server: Server }> {
  const accounts: Record<string, AccountLog> = {};
  const server = createServer(async (request, response) => {
    const account = (request.url ?? "").split("/")[1] ?? "";
    const isSending = request.method === "POST";
    accounts[account] ??= { times: [], underWay: 0, mostAtOnce: 0 };
    const log = accounts[account];
    if (isSending) log.times.push(Date.now());
    log.underWay += 1;
    log.mostAtOnce = Math.max(log.mostAtOnce, log.underWay);
    const body = isSending ? JSON.parse(await text(request)) : null;
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
    log.underWay -= 1;
    const answer = isSending
      ? { received: body.values.length, refused: 0 }
      : { id: "9", name: "An audience" };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, log: () => accounts, server };
}
