import { type NextRequest, NextResponse } from "next/server";
import { getToken } from "next-auth/jwt";
import { REQUEST_ID, requestIdOf } from "@/lib/trace/request-id";

/** Pages are for people who are signed in. The API answers 401 for itself, with a body that says so. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (await getToken({ req: request })) return underItsId(request);
  const signIn = new URL("/sign-in", request.url);
  const { pathname, search } = request.nextUrl;
  if (pathname !== "/") signIn.searchParams.set("next", pathname + search);
  return NextResponse.redirect(signIn);
}

/** What fails while the page is made is logged under the id the answer names. */
function underItsId(request: NextRequest): NextResponse {
  const id = requestIdOf(request.headers);
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID, id);
  return NextResponse.next({ request: { headers }, headers: { [REQUEST_ID]: id } });
}

export const config = {
  matcher: ["/((?!api/|_next/|sign-in|first-admin|.*\\.(?:svg|png|ico|txt|webmanifest|woff2)$).*)"],
};
