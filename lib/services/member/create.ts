import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import { ROLES } from "@/lib/core/views/session";
import { change, type Step } from "../service";
import { hashPassword, passwordSchema } from "../session/password";
import { memberRow } from "./view";

export const memberInput = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.email().trim().toLowerCase().max(320),
  role: z.enum(ROLES),
  password: passwordSchema,
});

/** Adds a person. Someone who already has an account elsewhere keeps their name and password. */
export const createMember = change(
  { name: "member.create", role: "admin", input: memberInput },
  async (step, input) => {
    const { tx, actor, audit } = step;
    const user = await findOrCreateUser(step, input);
    const { workspaceId } = actor;
    if (await tx.membership.findFirst({ where: { workspaceId, userId: user.id } })) {
      throw new Conflict("ALREADY_MEMBER", "This person is already here.", "Open them in the list instead.");
    }
    const membership = await tx.membership.create({
      data: { workspaceId, userId: user.id, role: input.role },
      include: { user: true },
    });
    await audit({ action: "member.create", subject: `user:${user.id}`, after: { role: input.role } });
    return memberRow(membership, null);
  },
);

async function findOrCreateUser({ tx }: Step, input: z.output<typeof memberInput>) {
  const { name, email, password } = input;
  const known = await tx.user.findUnique({ where: { email } });
  return known ?? tx.user.create({ data: { name, email, passwordHash: await hashPassword(password) } });
}
