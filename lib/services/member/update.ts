import { z } from "zod";
import { Conflict, Forbidden, NotFound } from "@/lib/core/errors";
import type { Membership } from "@/lib/db/generated/client";
import { change, type Step } from "../service";
import { hashPassword } from "../session/password";
import { memberInput } from "./create";
import { lockMember } from "./lock";
import { scopedAdmin } from "./set-row-scope";
import { catalogFor, memberRow } from "./view";

const input = memberInput.partial().extend({ id: z.string(), disabled: z.boolean().optional() });

/** Changes a person's role, access, name, address or password; a new password ends their sessions. Someone always stays to be admin. */
export const updateMember = change({ name: "member.update", role: "admin", input }, async (step, wanted) => {
  const { tx, actor, audit } = step;
  const { workspaceId } = actor;
  await lockMember(tx, workspaceId, wanted.id);
  const before = await tx.membership.findFirst({ where: { workspaceId, userId: wanted.id } });
  if (!before) throw new NotFound("member", wanted.id);
  if (wanted.role === "admin" && before.rowScope !== null) throw scopedAdmin();
  await keepAnAdmin(step, before, wanted);
  const changed = await updateUser(step, wanted);
  const membership = await tx.membership.update({
    where: { id: before.id },
    data: { role: wanted.role, disabled: wanted.disabled },
    include: { user: true },
  });
  await audit({
    action: "member.update",
    subject: `user:${wanted.id}`,
    before: { role: before.role, disabled: before.disabled },
    after: { role: membership.role, disabled: membership.disabled, ...changed },
  });
  return memberRow(membership, await catalogFor(tx, workspaceId, [membership]));
});

/** Which parts of the account changed; the values stay out of the audit. */
async function updateUser({ tx, actor }: Step, wanted: z.output<typeof input>): Promise<object> {
  const { id, name, email, password } = wanted;
  if (name === undefined && email === undefined && password === undefined) return {};
  const user = await tx.user.findUniqueOrThrow({ where: { id } });
  const isSame = (name ?? user.name) === user.name && (email ?? user.email) === user.email && !password;
  if (isSame) return {};
  if (await tx.membership.findFirst({ where: { userId: id, workspaceId: { not: actor.workspaceId } } })) {
    throw new Forbidden(
      "This person is also in another workspace, so only they change their account.",
      "Change the role here, or disable them here.",
    );
  }
  if (email !== undefined && email !== user.email && (await tx.user.findUnique({ where: { email } }))) {
    throw new Conflict("EMAIL_TAKEN", "Another person has this address.", "Choose another address.");
  }
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  const sessionsFrom = password === undefined ? undefined : new Date();
  await tx.user.update({ where: { id }, data: { name, email, passwordHash, sessionsFrom } });
  return {
    nameChanged: (name ?? user.name) !== user.name,
    emailChanged: (email ?? user.email) !== user.email,
    passwordChanged: password !== undefined,
  };
}

async function keepAnAdmin({ tx, actor }: Step, before: Membership, wanted: z.output<typeof input>) {
  const stays = (wanted.role ?? before.role) === "admin" && !(wanted.disabled ?? before.disabled);
  if (before.role !== "admin" || stays) return;
  // Locked, so that two admins cannot let each other go at the same moment.
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Membership"
    WHERE "workspaceId" = ${actor.workspaceId} AND "role" = 'admin' AND NOT "disabled" FOR UPDATE`;
  if (admins.some(({ id }) => id !== before.id)) return;
  throw new Conflict(
    "LAST_ADMIN",
    "This is the last admin of the workspace.",
    "Make someone else an admin first.",
  );
}
