import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadActor } from "@/lib/services/actor";
import { createApiToken } from "@/lib/services/api-token/create";
import { loadTokenActor } from "@/lib/services/api-token/load";
import { countSegment } from "@/lib/services/builder/count";
import { getCatalog } from "@/lib/services/catalog/get";
import { importCatalog } from "@/lib/services/catalog/import";
import { listMembers } from "@/lib/services/member/list";
import { setRowScope } from "@/lib/services/member/set-row-scope";
import { updateMember } from "@/lib/services/member/update";
import { getSession } from "@/lib/services/session/get";
import { ownShop } from "@/test/factories/own-shop";
import { GERMANY, scopedActor } from "@/test/factories/scoped";
import { SHOP_YAML } from "@/test/factories/shop-workspace";
import { lastAudit } from "@/test/factories/workspace";

const { shop, folder } = ownShop({ beforeAll, afterAll });

const EVERYONE = { version: 1, entity: "customers", where: { all: [] } };
const VIEW = { ...GERMANY, label: "Customers", words: "Country is “DE”" };

describe("the row scope of a member", () => {
  it("is set by an admin, told to everyone of the workspace, and written down", async () => {
    const { userId } = await shop.actor("marketer");
    const row = await setRowScope(shop.admin, { id: userId, rowScope: GERMANY });
    expect(row.rowScope).toEqual(VIEW);
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "member.set_row_scope",
      subject: `user:${userId}`,
      before: { rowScope: null },
      after: { rowScope: GERMANY, words: VIEW.words },
      actorId: shop.admin.userId,
    });
    const scoped = await loadActor(userId, shop.id);
    expect(scoped.rowScope).toEqual(GERMANY);
    expect((await getSession(scoped, {})).rowScope).toEqual(VIEW);
    expect((await listMembers(scoped, {})).find(({ id }) => id === userId)?.rowScope).toEqual(VIEW);
    await expect(setRowScope(scoped, { id: userId, rowScope: null })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await setRowScope(shop.admin, { id: userId, rowScope: null });
    expect((await loadActor(userId, shop.id)).rowScope).toBeNull();
  });

  it("is refused where it is no plain condition of the catalog, or holds what is personal", async () => {
    const { userId } = await shop.actor("marketer");
    const set = (where: unknown, entity = "customers") =>
      setRowScope(shop.admin, { id: userId, rowScope: { entity, where } });
    const column = (name: string) => ({ all: [{ value: { column: name }, is: { in: ["x"] } }] });
    await expect(set(column("email"))).rejects.toMatchObject({ code: "PERSONAL_LITERAL" });
    await expect(set(column("contry"))).rejects.toMatchObject({ code: "UNKNOWN_COLUMN" });
    await expect(set({ all: [] })).rejects.toMatchObject({ code: "SCOPE_FORM" });
    await expect(set(undefined)).rejects.toMatchObject({ code: "INCOMPLETE" });
    await expect(set(column("country"), "people")).rejects.toMatchObject({ code: "UNKNOWN_ENTITY" });
    expect((await loadActor(userId, shop.id)).rowScope).toBeNull();
  });

  it("is none of an admin's, who could lift it", async () => {
    const set = setRowScope(shop.admin, { id: shop.admin.userId, rowScope: GERMANY });
    await expect(set).rejects.toMatchObject({ code: "SCOPED_ADMIN" });
    const { userId } = await scopedActor(shop);
    const promoted = updateMember(shop.admin, { id: userId, role: "admin" });
    await expect(promoted).rejects.toMatchObject({ code: "SCOPED_ADMIN" });
  });

  it("goes with every API token the person made", async () => {
    const admin = await shop.actor("admin");
    const { token } = await createApiToken(admin, { name: "ci", role: "marketer" });
    await updateMember(shop.admin, { id: admin.userId, role: "marketer" });
    await setRowScope(shop.admin, { id: admin.userId, rowScope: GERMANY });
    const program = await loadTokenActor(token);
    expect(await countSegment(program, { tree: EVERYONE })).toMatchObject({ members: 24, population: 24 });
  });

  it("shows nothing once the catalog no longer has what it speaks of", async () => {
    const scoped = await scopedActor(shop);
    const source = SHOP_YAML.replace("country: text", "country: { type: text, pii: sensitive }");
    await importCatalog(shop.admin, { source, baseFolder: `${folder}/shop` });
    await expect(countSegment(scoped, { tree: EVERYONE })).rejects.toMatchObject({
      code: "ROW_SCOPE",
      fix: "Ask an admin to set it anew on the page Settings.",
    });
    expect(await getCatalog(scoped, {})).toMatchObject({ name: "Test shop" });
    expect((await getSession(scoped, {})).rowScope?.words).toBe("country is any of DE");
  });
});
