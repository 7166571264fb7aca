import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { NextRequest } from "next/server";

type Handler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

/** "POST /api/syncs/[id]/run" and who answers it. */
export type Routes = Record<string, Handler>;

/** The product's own route handlers behind a real port, for what speaks to them from another process. */
export async function serveRoutes(routes: Routes): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    answer(routes, incoming).then(
      async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(await response.text());
      },
      (error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closed(server) };
}

async function answer(routes: Routes, incoming: IncomingMessage): Promise<Response> {
  const { method = "GET", headers, url = "/" } = incoming;
  const address = new URL(url, `http://${headers.host}`);
  for (const [route, handler] of Object.entries(routes)) {
    const params = match(route, `${method} ${address.pathname}`);
    if (!params) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
    const body = chunks.length > 0 ? Buffer.concat(chunks).toString("utf8") : undefined;
    const request = new NextRequest(address, { method, headers: headers as Record<string, string>, body });
    return handler(request, { params: Promise.resolve(params) });
  }
  return Response.json(null, { status: 404 });
}

function match(route: string, asked: string): Record<string, string> | null {
  const pattern = new RegExp(`^${route.replaceAll(/\[(\w+)\]/g, "(?<$1>[^/]+)")}$`);
  const found = pattern.exec(asked);
  return found && { ...found.groups };
}

const closed = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
