import NextAuth from "next-auth";
import { authOptions } from "../../_lib/auth-options";
import { serveSmall } from "../../_lib/serve";

const handler = serveSmall(NextAuth(authOptions));

export { handler as GET, handler as POST };
