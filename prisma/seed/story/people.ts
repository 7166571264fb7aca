import { type Actor, loadActor } from "@/lib/services/actor";
import { createMember } from "@/lib/services/member/create";
import { createFirstAdmin } from "@/lib/services/session/create-first-admin";
import { DEMO_PASSWORD } from "@/lib/services/session/demo-people";

export type Cast = { mara: Actor; theo: Actor; ines: Actor };

/** Three people to sign in as, one a role that matters: who builds, who approves, who sets the rules. */
export async function castPeople(): Promise<Cast> {
  const { userId, workspaceId } = await createFirstAdmin({
    name: "Ines Okafor",
    email: "ines@northwind-outdoor.test",
    password: DEMO_PASSWORD,
    workspace: "Northwind Outdoor",
    demo: true,
  });
  const ines = await loadActor(userId, workspaceId);
  const add = async (name: string, email: string, role: "marketer" | "approver") => {
    const { id } = await createMember(ines, { name, email, role, password: DEMO_PASSWORD });
    return loadActor(id, workspaceId);
  };
  return {
    ines,
    mara: await add("Mara Lindqvist", "mara@northwind-outdoor.test", "marketer"),
    theo: await add("Theo Brandt", "theo@northwind-outdoor.test", "approver"),
  };
}
