import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { recordWorld, writePeople } from "./support/api";
import { fact } from "./support/building";
import { expect, home, test } from "./support/fixtures";
import { simulatorAddress } from "./support/product";
import { approve, askForApproval, idIn, runStatus } from "./support/sending";

type Contact = Record<string, string | undefined>;

/** HubSpot's stand-in, asked directly: the contacts this file's people became. */
async function contacts(): Promise<Contact[]> {
  const answer = await fetch(`${simulatorAddress(home(), "hubspot")}/_simulator/state?records=1`);
  const { records } = (await answer.json()) as { records: { contacts: Contact[] } };
  return records.contacts.filter(({ email }) => email?.endsWith("@shop.test"));
}

test("a marketer sets up records, has them approved, and lets the first run go in steps", async ({
  signIn,
  workspace,
}) => {
  const { folder } = writePeople();
  const name = `Everybody ${randomUUID().slice(0, 8)}`;
  try {
    const { audienceId } = await recordWorld(workspace, name, folder);
    const page = await signIn(workspace.marketer);
    await page.goto(`/audiences/${audienceId}/sync/new`);
    await setUpRecords(page);
    const { violations } = await new AxeBuilder({ page }).include("main").analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole("button", { name: "Create sync" }).click();
    await page.waitForURL(/\/syncs\/(?!new)[^/]+$/);
    const syncId = idIn(page);
    const written = page.getByRole("table", { name: "Fields that are written" });
    await expect(written.getByRole("row", { name: /Customer id.*as another identifier/i })).toBeVisible();
    await expect(written.getByRole("row", { name: /First name.*Person {Id}/i })).toBeVisible();

    const asked = await askForApproval(page);
    const approver = await signIn(workspace.approver);
    await approver.goto(`/approvals/${asked}`);
    await expect(approver.getByText("People who enter")).toBeVisible();
    await approve(approver);

    await page.goto(`/syncs/${syncId}`);
    await startWith(page, "Only one chosen record…");
    await page.getByRole("dialog").getByRole("textbox").fill("7");
    await page.getByRole("dialog").getByRole("button", { name: "Write it" }).click();
    await expect(runStatus(page, "Succeeded")).toBeVisible({ timeout: 60_000 });
    expect(await contacts()).toMatchObject([
      { email: "person7@shop.test", firstname: "Person 7", country: "United States", customer_id: "7" },
    ]);

    await page.goto(`/syncs/${syncId}`);
    await startWith(page, "At most 100 new records");
    await expect(runStatus(page, "Succeeded")).toBeVisible({ timeout: 60_000 });
    expect(await fact(page, "Records not written before")).toBe(39);
    expect(await contacts()).toHaveLength(40);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Object, key, another identifier, fields with transforms, rules and what unknown values do. */
async function setUpRecords(page: Page): Promise<void> {
  await page.getByRole("radio", { name: /Write records/ }).check();
  await page.getByLabel("Records", { exact: true }).selectOption({ label: "Contacts" });
  const fields = page.getByRole("table", { name: "Fields to write" });
  await expect(page.getByLabel("Field records are found by")).toHaveValue("email");
  await page.getByLabel("Add an identifier").selectOption("customer_id");
  await page.getByLabel("Column for Customer id").selectOption("id");
  await page.getByLabel("Add a field").selectOption("firstname");
  await page.getByLabel("Kind of value for First name").selectOption("template");
  await page.getByLabel("Text for First name").fill("Person {id}");
  await page.getByLabel("When First name is written").selectOption("fill_if_empty");
  await page.getByRole("button", { name: "Add a step for Country" }).click();
  await page.getByLabel("Look-up of Country").fill("US = United States");
  await page.getByLabel("What an unknown value does to Country").selectOption("clear");
  await expect(fields.getByRole("row", { name: /Customer id.*another identifier/i })).toContainText("plain");
  await page.getByText("See and change them").click();
  await expect(page.getByLabel("New records: what it does")).toHaveValue("block");
  await expect(page.getByLabel("Size at the platform: what it does")).toHaveCount(0);
}

async function startWith(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More ways to run, and ending" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}
