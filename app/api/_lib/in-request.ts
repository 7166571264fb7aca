import type { NextRequest } from "next/server";
import { remoteSpan } from "@/lib/trace/origin";
import { REQUEST_ID, requestIdOf } from "@/lib/trace/request-id";
import { traced } from "@/lib/trace/span";
import { within } from "@/lib/trace/work";

/** Next gives an address without any no record at all. */
export type Params = Record<string, string | string[] | undefined>;

/**
 * Answers a request under its id: in every line that is logged for it, in the answer's headers, and with the jobs it queues. A
 * trace the caller has begun goes on here.
 */
export function inRequest(
  request: NextRequest,
  params: Params,
  work: () => Promise<Response>,
): Promise<Response> {
  const id = requestIdOf(request.headers);
  const route = routeOf(request.nextUrl.pathname, params);
  const { method } = request;
  const facts = { "http.request.method": method, "http.route": route };
  const parent = remoteSpan(request.headers.get("traceparent"));
  return within({ request: id }, () =>
    traced(`${method} ${route}`, { kind: "server", facts, parent }, async (note) => {
      const response = await work();
      note({ "http.response.status_code": response.status });
      response.headers.set(REQUEST_ID, id);
      return response;
    }),
  );
}

/** "/api/syncs/[id]/run": what stands in an address in place of a name is whatever somebody typed. */
export function routeOf(pathname: string, params: Params): string {
  const names = new Map(
    Object.entries(params).flatMap(([name, value]) => [value].flat().map((one) => [one, `[${name}]`])),
  );
  return pathname
    .split("/")
    .map((segment) => names.get(decoded(segment)) ?? segment)
    .join("/");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
