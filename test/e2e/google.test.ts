import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { approvedSync, GOOGLE, writePeople } from "./support/api";
import { expect, home, test } from "./support/fixtures";
import { simulatorAddress } from "./support/product";
import { runStatus } from "./support/sending";

async function tell(address: string, body: object): Promise<void> {
  const url = `${simulatorAddress(home(), "google")}/_simulator/${address}`;
  const headers = { "content-type": "application/json" };
  expect((await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).status).toBe(200);
}

test("an admin connects Google with what its definition asks for", async ({
  signIn,
  workspace,
  expectErrors,
}) => {
  // The workspace has no catalog yet, which the policy's part of the page says.
  expectErrors(/409 \(Conflict\) .+\/api\/catalog/);
  const page = await signIn(workspace.admin);
  await page.goto("/destinations");
  await page.getByRole("link", { name: "Connect Google Customer Match" }).click();
  await expect(page.getByLabel("Way in")).toHaveValue("data_manager");
  await page.getByRole("button", { name: "Connect and test" }).click();
  await expect(page.getByText("Google Ads account is needed.")).toBeVisible();
  await page.getByLabel("Google Ads account").fill("123-456-7890");
  await page.getByLabel("Customer Match terms are accepted").selectOption("yes");
  await page.getByLabel("OAuth client id").fill("simulated-client");
  await page.getByLabel("OAuth client secret").fill("simulated-client-secret");
  await page.getByLabel("Refresh token").fill("simulated-refresh-token");
  await page.getByRole("button", { name: "Connect and test" }).click();
  await expect(page.getByText("It works: account 1234567890")).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "Data Manager API" })).toBeVisible();
});

test("a run waits for what Google says of its batches later", async ({ signIn, workspace }) => {
  const { folder } = writePeople();
  const name = `Everybody ${randomUUID().slice(0, 8)}`;
  const { syncId } = await approvedSync(workspace, name, folder, GOOGLE);
  await tell("processing", { milliseconds: 600_000 });
  try {
    const page = await signIn(workspace.marketer);
    await page.goto(`/syncs/${syncId}`);
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(page.getByText("Taken in, outcome to come").first()).toBeVisible({ timeout: 60_000 });
    await tell("processing", { milliseconds: 0 });
    await expect(runStatus(page, "Succeeded")).toBeVisible({ timeout: 60_000 });
    const state = await fetch(`${simulatorAddress(home(), "google")}/_simulator/state`);
    const { audiences } = (await state.json()) as { audiences: { name: string; identifiers: object }[] };
    expect(audiences.find((audience) => audience.name === name)?.identifiers).toEqual({
      total: 80,
      byKind: { email: 40, phone: 40 },
      shared: 0,
    });
  } finally {
    await tell("processing", { milliseconds: 0 });
    rmSync(folder, { recursive: true });
  }
});
