import type { NextRequest } from "next/server";
import type { Actor } from "@/lib/services/actor";
import { currentActor } from "./actor";
import { errorResponse } from "./errors";
import { inRequest, type Params } from "./in-request";

type Context = { params: Promise<Params | undefined> };
type Source = (
  /** Who asks, as the database has them at that moment. */
  who: () => Promise<Actor>,
  params: Record<string, unknown>,
  signal: AbortSignal,
) => AsyncGenerator<object | null>;

/**
 * An address that answers with server-sent events: each value as one `data:` line, null as a comment that keeps the line open. It
 * ends when the source does; browsers then ask again, and get one last value.
 */
export function serveEvents(source: Source): (request: NextRequest, context: Context) => Promise<Response> {
  return async (request, context) => {
    const params = (await context.params) ?? {};
    return inRequest(request, params, async () => {
      try {
        const events = source(() => currentActor(request), params, request.signal);
        // The first is asked for before anything is answered, so that a refusal is one.
        const first = await events.next();
        return new Response(streamOf(first, events), { headers: HEADERS });
      } catch (error) {
        return errorResponse(error, { method: request.method, path: request.nextUrl.pathname });
      }
    });
  };
}

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

function streamOf(
  first: IteratorResult<object | null>,
  events: AsyncGenerator<object | null>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<object | null>> | null = Promise.resolve(first);
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await (next ?? events.next());
      next = null;
      if (done) {
        controller.enqueue(encoder.encode("event: end\ndata: {}\n\n"));
        controller.close();
      } else {
        controller.enqueue(
          encoder.encode(value === null ? ": still here\n\n" : `data: ${JSON.stringify(value)}\n\n`),
        );
      }
    },
    async cancel() {
      await events.return(undefined);
    },
  });
}
