import { createHash, randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { smallCount } from "@/lib/core/small-count";
import {
  addCondition,
  addGroup,
  enterValues,
  fact,
  factOf,
  liveSize,
  newAudience,
  row,
  saveVersion,
  step,
} from "./support/building";
import { expect, MARA, THEO, test } from "./support/fixtures";
import { approve, askForApproval, matchedBy, runStatus, runSync, setUpSync } from "./support/sending";

test("a segment becomes a mirrored audience, and a changed one sends only the difference", async ({
  signIn,
  simulator,
}) => {
  const name = `Regulars ${randomUUID().slice(0, 8)}`;
  const mara = await signIn(MARA);
  await newAudience(mara, name, "Customers");
  await buildRegulars(mara);
  const audience = mara.url();
  const members = await liveSize(mara);
  expect(members).toBeGreaterThan(100);
  await seeSentenceSqlAndSample(mara);
  await saveVersion(mara, 1);

  const syncId = await setUpSync(mara, name);
  const first = await askForApproval(mara);
  await expect(mara.getByText("Somebody else decides this.")).toBeVisible();
  await expect(mara.getByRole("button", { name: "Approve" })).toHaveCount(0);
  const refused = await mara.request.post(`/api/change-sets/${first}/approve`, { data: {} });
  expect(refused.status()).toBe(403);

  const theo = await signIn(THEO);
  await theo.getByRole("link", { name: /Approvals/ }).click();
  await theo.getByRole("table", { name: "Waiting" }).getByRole("link", { name }).click();
  const words = theo.getByRole("list", { name: "What changed, in words" });
  await expect(words.getByText(/country is/i)).toBeVisible();
  await expect(theo.getByText("the first version")).toBeVisible();
  const fields = theo.getByRole("table", { name: "Fields that leave" });
  await expect(fields.getByRole("row", { name: /Email.*hashed/i })).toBeVisible();
  expect(await step(theo, "Members of the audience")).toBe(members);
  const entering = await fact(theo, "People who enter");
  expect(entering).toBe(await step(theo, "May be sent"));
  expect(entering).toBeLessThan(members);
  await approve(theo);

  await mara.goto(`/syncs/${syncId}`);
  await runSync(mara);
  expect(await step(mara, "Members of the audience")).toBe(members);
  expect(await step(mara, "May be sent")).toBe(entering);
  const identifiers = await matchedBy(mara);
  expect(await fact(mara, "Identifiers to add")).toBe(identifiers);
  const held = await simulator.audience(name);
  expect(held.identifiers.total).toBe(identifiers);
  expect(held.digest).toBe(digestOf(held.list));

  await mara.goto(audience);
  await row(mara, /^Country/)
    .getByRole("button", { name: "Remove FR" })
    .click();
  await enterValues(row(mara, /^Country/), "Country", ["IT"]);
  await expect(mara.getByText(/exact, as of/)).toBeVisible();
  await saveVersion(mara, 2);
  await mara.getByRole("link", { name: "Ask for approval" }).click();
  const second = await askForApproval(mara);

  await theo.goto(`/approvals/${second}`);
  await expect(words.getByText("removed:")).not.toHaveCount(0);
  await expect(words.getByText("added:")).not.toHaveCount(0);
  const [enter, leave, stay] = [
    await fact(theo, "People who enter"),
    await fact(theo, "People who leave"),
    await fact(theo, "People who stay"),
  ];
  expect(leave + stay).toBe(entering);
  expect(Math.min(enter, leave, stay)).toBeGreaterThan(0);
  await approve(theo);

  await mara.goto(`/syncs/${syncId}`);
  await runSync(mara);
  await expect(runStatus(mara, "Succeeded")).toBeVisible();
  const after = await simulator.audience(name);
  const [added, removed] = [missingFrom(held.list, after.list), missingFrom(after.list, held.list)];
  const again = (await fact(mara, "Identifiers to add")) - added.length;
  expect(again).toBeGreaterThanOrEqual(0);
  await expect(factOf(mara, "Sent again")).toHaveText(String(smallCount(again)));
  expect(await fact(mara, "Identifiers to remove")).toBe(removed.length);
  expect(added.length).toBeLessThan(after.list.length);
  expect(after.identifiers.total).toBe(await matchedBy(mara));
  expect(after.calls.remove).toBeGreaterThan(0);
  expect(after.calls.add).toBe(held.calls.add + 1);
});

/** Columns, a related count, a related sum with a window, and a group within. */
async function buildRegulars(page: Page): Promise<void> {
  await addCondition(page, "Country");
  await enterValues(row(page, /^Country/), "Country", ["DE", "FR"]);
  await addCondition(page, "Number of Orders");
  await row(page, /^number of Orders/)
    .getByRole("textbox")
    .fill("2");
  await addCondition(page, "Total in Orders: sum, average, lowest, highest");
  const spent = row(page, /^sum of Orders/);
  await spent.getByRole("textbox").fill("200");
  await spent.getByLabel("When").selectOption("in the last");
  await spent.getByLabel("How many").fill("12");
  await spent.getByLabel("Unit").selectOption("months");
  await addGroup(page);
  const group = row(page, /^any of/);
  await addCondition(page, "Loyalty tier", { within: group });
  await enterValues(row(page, /^Loyalty tier/), "Loyalty tier", ["gold", "silver"]);
  await addCondition(page, "Consent to newsletter", { within: group });
}

async function seeSentenceSqlAndSample(page: Page): Promise<void> {
  const sentence = page.getByRole("tabpanel", { name: "In words" });
  for (const words of ["country is", "orders", "200", "12 months", "loyalty tier"]) {
    await expect(sentence).toContainText(words, { ignoreCase: true });
  }
  await page.getByRole("tab", { name: "SQL" }).click();
  await expect(page.getByRole("tabpanel", { name: "SQL" })).toContainText(/select[\s\S]+"orders"/i);
  await page.getByRole("tab", { name: "Sample" }).click();
  const sample = page.getByRole("region", { name: "Sample of members" });
  await expect(sample.getByRole("img", { name: "masked" })).not.toHaveCount(0);
  await expect(sample.getByRole("row")).not.toHaveCount(0);
  expect(await sample.textContent()).not.toMatch(/@/);
  await page.getByRole("tab", { name: "In words" }).click();
}

/** As the simulator says it does: the sorted lines, each ended by a line feed. */
function digestOf(lines: readonly string[]): string {
  const hash = createHash("sha256");
  for (const line of lines) hash.update(`${line}\n`);
  return hash.digest("hex");
}

/** What the second has and the first does not. */
function missingFrom(some: readonly string[], others: readonly string[]): string[] {
  const known = new Set(some);
  return others.filter((one) => !known.has(one));
}
