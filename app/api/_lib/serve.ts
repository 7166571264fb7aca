import type { NextRequest } from "next/server";
import type { ZodType } from "zod";
import type { Actor } from "@/lib/services/actor";
import type { Service } from "@/lib/services/service";
import { within } from "@/lib/trace/work";
import { currentActor } from "./actor";
import { errorResponse } from "./errors";
import { inRequest, type Params } from "./in-request";
import { readInput, readSmallText, readUpload, requireSameOrigin, textOf, withSmallBody } from "./request";

type Context = { params: Promise<Params | undefined> };
type Handler = (request: NextRequest, context: Context) => Promise<Response>;

/** The one way an address becomes a service: parse the request, find the actor, call, answer JSON. */
export function serve<S extends ZodType, O>(service: Service<S, O>): Handler {
  return answer(async (request, params) => {
    const actor = await currentActor(request);
    const input = await readInput(request, params);
    return asActor(actor, () => service.from(actor, input, { signal: request.signal }));
  });
}

/** The same for an address whose body is a text, which the service is given as it arrives, under this name. */
export function serveUpload<S extends ZodType, O>(service: Service<S, O>, name: string): Handler {
  return answer(async (request, params) => {
    const actor = await currentActor(request);
    const input = { ...readUpload(request, params), [name]: textOf(request) };
    return asActor(actor, () => service.from(actor, input, { signal: request.signal }));
  });
}

/** The same for the few addresses that need nobody to be signed in. */
export function serveOpen(work: (input: Record<string, unknown>) => Promise<unknown>): Handler {
  return answer(async (request, params) => work(await readInput(request, params)));
}

/** The same for messages that are signed instead of sent by someone: the body as its bytes came. */
export function serveSigned(
  work: (id: string, message: { body: string; signature: string | null }) => Promise<unknown>,
): Handler {
  return answer(async (request, params) => {
    const body = await readSmallText(request);
    const { headers } = request;
    const signature = headers.get("x-coterie-signature") ?? headers.get("authorization");
    return work(String(params.id), { body, signature });
  });
}

/** A handler that is not ours and anybody may call, given no more of a body than it needs. */
export function serveSmall(handler: Handler): Handler {
  return async (request, context) =>
    inRequest(request, (await context.params) ?? {}, async () => {
      try {
        return await handler(await withSmallBody(request), context);
      } catch (error) {
        return errorResponse(error, { method: request.method, path: request.nextUrl.pathname });
      }
    });
}

function answer(work: (request: NextRequest, params: Record<string, unknown>) => Promise<unknown>): Handler {
  return async (request, context) => {
    const params = (await context.params) ?? {};
    return inRequest(request, params, async () => {
      try {
        if (request.method !== "GET") requireSameOrigin(request);
        const result = await work(request, params);
        return Response.json(result ?? null, { headers: { "cache-control": "no-store" } });
      } catch (error) {
        // Nobody reads the answer any more; 499 is what proxies call it.
        if (request.signal.aborted) return new Response(null, { status: 499 });
        return errorResponse(error, { method: request.method, path: request.nextUrl.pathname });
      }
    });
  };
}

function asActor<T>({ workspaceId }: Actor, work: () => Promise<T>): Promise<T> {
  return within({ workspace: workspaceId }, work);
}
