import { parse } from "@/lib/services/parse";
import {
  createFirstAdmin,
  firstAdminInput,
  needsFirstAdmin,
} from "@/lib/services/session/create-first-admin";
import { serveOpen } from "../_lib/serve";

/** { needed }: whether there is nobody yet. */
export const GET = serveOpen(async () => ({ needed: await needsFirstAdmin() }));

export const POST = serveOpen((input) => createFirstAdmin(parse(firstAdminInput, input)));
