import AxeBuilder from "@axe-core/playwright";
import type { SyncRow } from "@/lib/core/views/sync";
import { apiOf } from "./support/api";
import { expect, INES, MARA, test } from "./support/fixtures";

/** A draft: nothing it is told here makes it run. */
const NAME = "Second purchase to Meta";

test("a marketer says when a sync runs with the keyboard alone, and reads it back in words", async ({
  signIn,
}) => {
  const page = await signIn(MARA);
  const api = await apiOf(MARA);
  const sync = (await api.get<SyncRow[]>("/syncs")).find(({ name }) => name === NAME)!;
  await page.goto(`/syncs/${sync.id}`);
  await page.getByRole("button", { name: "Change when it runs" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  const runs = dialog.getByLabel("Runs", { exact: true });
  await runs.selectOption("times");
  await runs.focus();
  for (const day of ["saturday", "sunday"]) {
    await dialog.getByRole("checkbox", { name: day }).focus();
    await page.keyboard.press("Space");
  }
  await dialog.getByLabel("Time", { exact: true }).fill("05:30");
  await expect(dialog.getByRole("status")).toContainText("Every weekday at 05:30, Europe/Berlin · next: ");
  await dialog.getByRole("button", { name: "Add a blackout" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("group", { name: "Blackout 1: days" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Change when it runs" })).toBeFocused();
  const section = page.getByRole("region", { name: "When it runs" });
  await expect(section.getByText("Every weekday at 05:30, Europe/Berlin")).toBeVisible();
  await expect(section.getByText("Not on Saturday and Sunday all day, Europe/Berlin")).toBeVisible();
  await expect(section.getByText(/once approved|once it is/)).toBeVisible();

  await page.getByRole("button", { name: "Edit owner, labels and description" }).click();
  await dialog.getByLabel("Labels").fill("Second, onboarding");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.goto("/syncs");
  await page.getByLabel("Label", { exact: true }).selectOption("onboarding");
  await expect(page.getByRole("link", { name: NAME })).toBeVisible();
  await expect(page.getByRole("link", { name: "Loyal members to Meta" })).toHaveCount(0);
});

test("a dry run shows what would go, and sends nothing", async ({ signIn }) => {
  const page = await signIn(MARA);
  const api = await apiOf(MARA);
  const sync = (await api.get<SyncRow[]>("/syncs")).find(({ name }) => name === NAME)!;
  await page.goto(`/syncs/${sync.id}`);
  await page.getByRole("button", { name: "More ways to run, and ending" }).click();
  await page.getByRole("menuitem", { name: "Dry run" }).click();
  await expect(page.getByText("Dry run: nothing is sent")).toBeVisible();
  await expect(page.getByRole("status").getByText(/Succeeded|Blocked/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Identifiers to add")).toBeVisible();
  const after = (await api.get<SyncRow[]>("/syncs")).find(({ name }) => name === NAME)!;
  expect({ lastRun: after.lastRun, ledger: after.ledger }).toEqual({ lastRun: null, ledger: null });
});

test("a program comes in with a token until it is revoked", async ({ signIn, visit }) => {
  const page = await signIn(INES);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Make a token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("nightly pipeline");
  await dialog.getByRole("button", { name: "Make token" }).click();
  const token = (await dialog.locator("code").textContent())!;
  await dialog.getByRole("button", { name: "Done" }).click();
  const program = await visit();
  const headers = { authorization: `Bearer ${token}` };
  expect((await program.request.get("/api/syncs", { headers })).status()).toBe(200);
  expect((await program.request.get("/api/api-tokens", { headers })).status()).toBe(403);
  await page.getByRole("button", { name: "Revoke nightly pipeline" }).click();
  await expect(page.getByText("nightly pipeline opens nothing any more.")).toBeVisible();
  expect((await program.request.get("/api/syncs", { headers })).status()).toBe(401);
});
