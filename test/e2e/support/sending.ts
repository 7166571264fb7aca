import { expect, type Page } from "@playwright/test";
import { numberIn } from "./building";

/** From the builder of an audience with a saved version to its new sync. */
export async function setUpSync(page: Page, object: string): Promise<string> {
  await page.getByRole("link", { name: "Set up sync" }).click();
  await page.getByLabel("Its name there").fill(object);
  await expect(page.getByRole("table", { name: "Fields to send" }).getByText("leaves").first()).toBeVisible();
  await page.getByRole("button", { name: "Create sync" }).click();
  await page.waitForURL(/\/syncs\/[^/]+$/);
  return idIn(page);
}

/** Asks on the sync's page, and waits until the effect is measured. The request's id. */
export async function askForApproval(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Ask for approval" }).click();
  const dialog = page.getByRole("dialog", { name: "Ask for approval" });
  await dialog.getByRole("button", { name: "Ask for approval" }).click();
  await page.waitForURL(/\/approvals\/[^/]+$/);
  await expect(page.getByRole("status").getByText("Waiting for a decision")).toBeVisible();
  return idIn(page);
}

export async function approve(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(
    page.getByRole("banner").or(page.locator("main")).getByText("Approved", { exact: true }),
  ).toBeVisible();
}

/** Runs the sync on whose page we are and waits for how it ends. The run's id. */
export async function runSync(page: Page, ending = "Succeeded"): Promise<string> {
  await page.getByRole("button", { name: "Run now" }).click();
  await page.waitForURL(/\/runs\/[^/]+$/);
  await expect(runStatus(page, ending)).toBeVisible({ timeout: 60_000 });
  return idIn(page);
}

export function runStatus(page: Page, words: string) {
  return page.getByRole("status").getByText(words, { exact: true });
}

/** How many identifiers people are matched by, as the waterfall says under its table. */
export async function matchedBy(page: Page): Promise<number> {
  return numberIn(page.locator("b", { hasText: /identifiers?$/ }));
}

export function idIn(page: Page): string {
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}
