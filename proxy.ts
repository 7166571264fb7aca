import { type NextRequest, NextResponse } from "next/server";
import { getToken } from "next-auth/jwt";

/** Pages are for people who are signed in. The API answers 401 for itself, with a body that says so. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (await getToken({ req: request })) return NextResponse.next();
  const signIn = new URL("/sign-in", request.url);
  const { pathname, search } = request.nextUrl;
  if (pathname !== "/") signIn.searchParams.set("next", pathname + search);
  return NextResponse.redirect(signIn);
}

export const config = {
  matcher: ["/((?!api/|_next/|sign-in|first-admin|.*\\.(?:svg|png|ico|txt|webmanifest|woff2)$).*)"],
};
