import { randomUUID } from "node:crypto";
import { renameSync, rmSync } from "node:fs";
import { approvedSync, writePeople } from "./support/api";
import { expect, MARA, test } from "./support/fixtures";
import { runStatus, runSync } from "./support/sending";

// Faults of the simulator are for everyone who speaks to it, so these tests follow each other.
test.describe.configure({ mode: "default" });

const REFUSED_ANSWER = /Failed to load resource.*40[01]|Failed to load resource.*422/;

test("a wrong password is refused in words, and the right one is taken then", async ({
  visit,
  expectErrors,
}) => {
  expectErrors(REFUSED_ANSWER);
  const page = await visit();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(MARA.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(MARA.email);
  await page.getByLabel("Password").fill(MARA.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Audiences");
});

test("a wrong token is named at once, and the connection is kept to be mended", async ({
  workspace,
  signIn,
  expectErrors,
}) => {
  expectErrors(REFUSED_ANSWER);
  const { folder } = writePeople();
  await approvedSync(workspace, `Token ${randomUUID()}`, folder);
  const page = await signIn(workspace.admin);
  await page.goto("/destinations/new/meta");
  await page.getByLabel("Name", { exact: true }).fill("Second account");
  await page.getByLabel("Ad account").fill("1000000001");
  await page.getByLabel("Access token").fill("no-such-token");
  await page.getByRole("button", { name: "Connect and test" }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "Meta did not accept the access token." }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Edit connection" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/Access token/).fill("simulated-access-token");
  await dialog.getByRole("button", { name: /Save/ }).click();
  await expect(page.getByText(/It works: account/)).toBeVisible();
});

test("a token that expires during a run stops it in words, and a retry sends the rest", async ({
  workspace,
  signIn,
  simulator,
}) => {
  const name = `Expiring ${randomUUID()}`;
  const { folder } = writePeople();
  const { syncId, objectId } = await approvedSync(workspace, name, folder);
  const match = { method: "POST", path: `/${objectId}/users`, nth: 2 };
  await simulator.plan({ kind: "platform", name: "token_expired", match });
  const page = await signIn(workspace.marketer);
  await page.goto(`/syncs/${syncId}`);
  await runSync(page, "Failed");
  const problem = page.getByRole("alert").filter({ hasText: "Meta's access token has expired." });
  await expect(problem).toContainText("new access token");
  expect((await simulator.audience(name)).identifiers.total).toBe(40);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(runStatus(page, "Succeeded")).toBeVisible({ timeout: 60_000 });
  expect((await simulator.audience(name)).identifiers.total).toBe(80);
});

test("a platform that only fails ends the run in words, and a retry goes on when it is well", async ({
  workspace,
  signIn,
  simulator,
}) => {
  const name = `Failing ${randomUUID()}`;
  const { folder } = writePeople();
  const { syncId, objectId } = await approvedSync(workspace, name, folder);
  await simulator.plan({
    kind: "status",
    status: 500,
    times: 1000,
    match: { method: "POST", path: `/${objectId}/users` },
  });
  const page = await signIn(workspace.marketer);
  await page.goto(`/syncs/${syncId}`);
  await runSync(page, "Failed");
  const problem = page.getByRole("alert").filter({ hasText: "The platform kept failing for 5 seconds" });
  await expect(problem).toContainText("Run it again when the platform is well");
  await simulator.clearFaults();
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(runStatus(page, "Succeeded")).toBeVisible({ timeout: 60_000 });
  expect((await simulator.audience(name)).identifiers.total).toBe(80);
});

test("a warehouse file that is gone when the run reads is named, and the next attempt works", async ({
  workspace,
  signIn,
  simulator,
}) => {
  const name = `Gone ${randomUUID()}`;
  const { folder, file } = writePeople();
  const { syncId } = await approvedSync(workspace, name, folder);
  renameSync(file, `${file}.moved`);
  const page = await signIn(workspace.marketer);
  await page.goto(`/syncs/${syncId}`);
  await runSync(page, "Failed");
  const problem = page.getByRole("alert").filter({ hasText: "The file people.csv of people is not in" });
  await expect(problem).toContainText("Put the file back");
  renameSync(`${file}.moved`, file);
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(runStatus(page, "Succeeded")).toBeVisible({ timeout: 60_000 });
  expect((await simulator.audience(name)).identifiers.total).toBe(80);
  rmSync(folder, { recursive: true });
});
