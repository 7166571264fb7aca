import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import { database } from "@/lib/db/client";
import { appendAudit } from "../audit";
import { parse } from "../parse";
import { hashPassword, passwordSchema } from "./password";

/** What someone may say of themselves over the network. */
export const firstAdminInput = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.email().trim().toLowerCase().max(320),
  password: passwordSchema,
  workspace: z.string().trim().min(1).max(200).default("My company"),
});

/** `demo` is for the product's own seed only. */
const firstAdmin = firstAdminInput.extend({ demo: z.boolean().default(false) });

export async function needsFirstAdmin(): Promise<boolean> {
  return (await database().user.findFirst({ select: { id: true } })) === null;
}

/** The first person and their workspace, while there is nobody yet; afterwards only admins add people. */
export async function createFirstAdmin(input: z.input<typeof firstAdmin>) {
  const { name, email, password, workspace: workspaceName, demo } = parse(firstAdmin, input);
  const passwordHash = await hashPassword(password);
  return database().$transaction(async (tx) => {
    // Two requests at once: the second waits here and then finds somebody.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('first-admin', 0))`;
    if (await tx.user.findFirst({ select: { id: true } })) {
      throw new Conflict(
        "NOT_FIRST",
        "This Coterie already has an admin.",
        "Ask them to add you, or sign in.",
      );
    }
    const workspace = await tx.workspace.create({
      data: { slug: slugOf(workspaceName), name: workspaceName, zone: "UTC", demo },
    });
    const user = await tx.user.create({ data: { name, email, passwordHash } });
    await tx.membership.create({ data: { workspaceId: workspace.id, userId: user.id, role: "admin" } });
    await appendAudit(
      tx,
      workspace.id,
      { userId: user.id, name },
      {
        action: "workspace.create",
        subject: `workspace:${workspace.id}`,
        after: { name: workspaceName, demo, admin: user.id },
      },
    );
    return { userId: user.id, workspaceId: workspace.id };
  });
}

function slugOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "") || "workspace"
  );
}
