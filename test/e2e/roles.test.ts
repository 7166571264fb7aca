import { randomUUID } from "node:crypto";
import type { AudienceRow } from "@/lib/core/views/audience";
import type { ChangeSetRow } from "@/lib/core/views/change-set";
import type { DestinationRow } from "@/lib/core/views/destination";
import { apiOf } from "./support/api";
import { expect, INES, MARA, test } from "./support/fixtures";

test("a viewer reads everything and changes nothing", async ({ signIn, visit }) => {
  const viewer = {
    name: "Vera Novak",
    email: `vera-${randomUUID()}@northwind-outdoor.test`,
    password: "a viewer's password",
  };
  const ines = await signIn(INES);
  await ines.goto("/settings");
  await ines.getByRole("button", { name: /Add/ }).first().click();
  const dialog = ines.getByRole("dialog");
  await dialog.getByLabel("Name").fill(viewer.name);
  await dialog.getByLabel("E-mail").fill(viewer.email);
  await dialog.getByLabel("First password").fill(viewer.password);
  await dialog.getByLabel("Role").selectOption({ value: "viewer" });
  await dialog.getByRole("button", { name: /Add/ }).click();
  await expect(ines.getByText(viewer.email)).toBeVisible();

  const page = await signIn(viewer);
  await expect(page.getByRole("link", { name: "Lapsing VIPs" })).toBeVisible();
  await expect(page.getByRole("button", { name: "New audience" })).toHaveCount(0);
  await page.getByRole("link", { name: "Lapsing VIPs" }).click();
  await expect(page.getByText(/exact, as of/)).toBeVisible();
  await expect(page.getByRole("tab", { name: "Sample" })).toHaveCount(0);
  await expect(page.getByLabel("How many of these conditions")).toBeDisabled();
  for (const name of ["Save version", "condition", "group"]) {
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
  await page.goto("/catalog/import");
  await expect(page.getByRole("heading", { name: "An admin imports the catalog" })).toBeVisible();

  const api = await apiOf(viewer);
  const [audience] = await api.get<AudienceRow[]>("/audiences");
  const [destination] = await api.get<DestinationRow[]>("/destinations");
  const tree = { version: 1, entity: "customers", where: { all: [] } };
  const draft = { tree, name: "Mine", revision: 1 };
  expect(await api.status("POST", "/audiences", { name: "Mine", entity: "customers" })).toBe(403);
  expect(await api.status("PUT", `/audiences/${audience?.id}/draft`, draft)).toBe(403);
  expect(await api.status("POST", `/audiences/${audience?.id}/versions`, { revision: 1 })).toBe(403);
  expect(await api.status("PUT", `/destinations/${destination?.id}/policy`, {})).toBe(403);
  expect(await api.status("POST", "/catalog", { source: "version: 1", baseFolder: "/" })).toBe(403);
  expect(await api.status("POST", "/catalog/check", { source: "version: 1", baseFolder: "/" })).toBe(403);
  const nobody = await visit();
  await nobody.goto("/sign-in");
  await expect(nobody.getByRole("button", { name: /Theo Brandt/ })).toBeVisible();
  await expect(nobody.getByRole("button", { name: viewer.name })).toHaveCount(0);
  expect((await nobody.request.get("/api/audiences")).status()).toBe(401);
});

test("a marketer neither approves nor sets policy nor connects", async ({ signIn }) => {
  const page = await signIn(MARA);
  const api = await apiOf(MARA);
  const asked = await api.get<ChangeSetRow[]>("/change-sets");
  const waiting = asked.find(({ title, status }) => title.startsWith("Lapsing VIPs") && status === "waiting");
  await page.goto(`/approvals/${waiting?.id}`);
  await expect(page.getByText("Somebody else decides this.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  expect(await api.status("POST", `/change-sets/${waiting?.id}/approve`, {})).toBe(403);
  expect(await api.status("POST", `/change-sets/${waiting?.id}/request-changes`, { text: "No" })).toBe(403);

  const [destination] = await api.get<DestinationRow[]>("/destinations");
  await page.goto("/destinations");
  await expect(page.getByRole("link", { name: destination?.name })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Connect/ })).toHaveCount(0);
  await page.getByRole("link", { name: destination?.name }).click();
  await expect(page.getByText("Only admins of this workspace change policies.")).toBeVisible();
  await expect(page.getByRole("radio", { name: "E-mail: plain" })).toBeDisabled();
  await expect(page.getByRole("button", { name: /Save as version|Test the connection/ })).toHaveCount(0);
  expect(await api.status("PUT", `/destinations/${destination?.id}/policy`, {})).toBe(403);
  expect(await api.status("POST", `/destinations/${destination?.id}/test`, {})).toBe(403);
  expect(await api.status("GET", "/catalog/source")).toBe(403);
});
