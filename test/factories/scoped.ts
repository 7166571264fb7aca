import type { RowScope } from "@/lib/core/row-scope/types";
import { type Actor, loadActor } from "@/lib/services/actor";
import { setRowScope } from "@/lib/services/member/set-row-scope";
import type { ShopWorkspace } from "./shop-workspace";

/** The 24 customers of the shop in Germany, of 30. */
export const GERMANY: RowScope = {
  entity: "customers",
  where: { all: [{ value: { column: "country" }, is: { in: ["DE"] } }] },
};

/** Someone new who sees only those rows. */
export async function scopedActor(
  shop: ShopWorkspace,
  role: "viewer" | "marketer" | "approver" = "marketer",
  rowScope = GERMANY,
): Promise<Actor> {
  const { userId, workspaceId } = await shop.actor(role);
  await setRowScope(shop.admin, { id: userId, rowScope });
  return loadActor(userId, workspaceId);
}
