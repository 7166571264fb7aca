import { createServer, type Server, type ServerResponse } from "node:http";
import { live, metrics, ready } from "@/lib/services/watch/http";

/**
 * A worker serves no screens, so it says how it is on a port of its own (COTERIE_HEALTH_PORT): the addresses the screens' process
 * has too. Undefined where no port is named.
 */
export async function startHealthServer(port = process.env.COTERIE_HEALTH_PORT): Promise<Server | undefined> {
  if (!port) return undefined;
  const server = createServer((request, response) => {
    const answer = respond(request.url ?? "/", request.headers.authorization ?? null);
    answer.then((one) => write(response, one)).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(Number(port), resolve));
  return server;
}

async function respond(url: string, authorization: string | null): Promise<Response> {
  if (url === "/api/health/live") return live();
  if (url === "/api/health/ready") return ready();
  if (url === "/api/metrics" || url === "/metrics") return metrics(authorization, true);
  return new Response("There is nothing here.\n", { status: 404 });
}

async function write(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
}
