import NextAuth from "next-auth";
import { authOptions } from "../../_lib/auth-options";
import { serveSmall } from "../../_lib/serve";

const handler = NextAuth(authOptions);

export const GET = handler;
export const POST = serveSmall(handler);
