import type { ErrorView } from "@/lib/core/views/error";

/** What the server refused or failed at, in its own words. */
export class ApiError extends Error {
  readonly view: ErrorView["error"];
  readonly status: number;
  /** Under which the server has written down what happened. */
  readonly reference: string | null;

  constructor(view: ErrorView["error"], status: number, reference: string | null = null) {
    super(view.message);
    this.name = "ApiError";
    this.view = view;
    this.status = status;
    this.reference = reference;
  }
}

export type ApiOptions = { method?: "GET" | "POST" | "PUT"; body?: unknown; signal?: AbortSignal };

/** Asks the API (`/api` + path) and answers its JSON; throws ApiError for every refusal. */
export async function api<T>(path: string, options: ApiOptions = {}): Promise<T> {
  return answerOf<T>(await ask(path, options));
}

async function answerOf<T>(response: Response): Promise<T> {
  if (response.status === 401) leaveForSignIn();
  if (!response.ok) {
    throw new ApiError(await readRefusal(response), response.status, response.headers.get("x-request-id"));
  }
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Sends a text as it is, however long, and answers the JSON that comes back. */
export async function upload<T>(path: string, text: Blob): Promise<T> {
  const response = await reach(`/api${path}`, {
    method: "POST",
    headers: { "content-type": "text/plain; charset=utf-8" },
    body: text,
  });
  return answerOf<T>(response);
}

async function ask(path: string, { method = "GET", body, signal }: ApiOptions): Promise<Response> {
  return reach(`/api${path}`, {
    method,
    signal,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new ApiError(UNREACHABLE, 503);
  }
}

const UNREACHABLE: ErrorView["error"] = {
  code: "UNREACHABLE",
  message: "Coterie cannot be reached.",
  fix: "Check your connection, or that the server is running; then try again.",
  remedy: "retry",
};

async function readRefusal(response: Response): Promise<ErrorView["error"]> {
  const body: unknown = await response.json().catch(() => null);
  if (isErrorView(body)) return body.error;
  return {
    code: `HTTP_${response.status}`,
    message: `The server answered ${response.status} without saying why.`,
    fix: "Try again; if it happens again, tell whoever runs Coterie here, with the time it happened.",
    remedy: "report",
  };
}

function isErrorView(body: unknown): body is ErrorView {
  return (
    typeof body === "object" &&
    body !== null &&
    "error" in body &&
    typeof body.error === "object" &&
    body.error !== null &&
    "message" in body.error
  );
}

/** The session ended: sign in again and come back to this address. */
function leaveForSignIn() {
  if (location.pathname === "/sign-in") return;
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}&ended`);
}

/**
 * What to name to whoever runs Coterie, so that they find it in the log: the request, or what Next calls a failed page
 * (`digest`). Null for what is nobody's fault, and for what happened in the browser alone.
 */
export function referenceOf(error: unknown): string | null {
  if (error instanceof ApiError) return error.view.remedy === "report" ? error.reference : null;
  const { digest } = Object(error) as { digest?: unknown };
  return typeof digest === "string" ? digest : null;
}

/** Any thrown thing as something to show. */
export function asErrorView(error: unknown): ErrorView["error"] {
  if (error instanceof ApiError) return error.view;
  return {
    code: "SCREEN",
    message: "This page ran into something it did not expect.",
    fix: "Reload the page; if it happens again, tell whoever runs Coterie here.",
    remedy: "report",
  };
}
