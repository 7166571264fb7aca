import { existsSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { identifierText } from "@/lib/core/identity/normalise";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import {
  addCondition,
  enterValues,
  fact,
  liveSize,
  newAudience,
  row,
  saveVersion,
  step,
} from "./support/building";
import { expect, test } from "./support/fixtures";
import { type Row, readRows } from "./support/people-file";
import { approve, askForApproval, matchedBy, runSync, setUpSync } from "./support/sending";

const FOLDER = path.resolve("test/cases/adventureworks");
const DATA = path.resolve("../shared/data/adventureworks/customers.csv.gz");

test("real customers reach the platform as exactly the identifiers that the file and the policy allow", async ({
  workspace,
  signIn,
  simulator,
}) => {
  test.skip(!existsSync(DATA), "../shared is not beside the repository");
  const admin = await signIn(workspace.admin);
  await importCatalog(admin);
  await connectMeta(admin);
  await writePolicy(admin);

  const name = `Germans and French ${workspace.id.slice(0, 8)}`;
  const marketer = await signIn(workspace.marketer);
  await newAudience(marketer, name, "Customers");
  await addCondition(marketer, "Country", { option: /^Country (?!code)/ });
  await enterValues(row(marketer, /^Country/), "Country", ["Germany", "France"]);
  const wanted = wantedOf(await readRows(DATA));
  expect(await liveSize(marketer)).toBe(wanted.members);
  await saveVersion(marketer, 1);
  const syncId = await setUpSync(marketer, name);
  const request = await askForApproval(marketer);

  const approver = await signIn(workspace.approver);
  await approver.goto(`/approvals/${request}`);
  expect(await fact(approver, "People who enter")).toBe(wanted.people);
  await approve(approver);

  await marketer.goto(`/syncs/${syncId}`);
  await runSync(marketer);
  expect(await step(marketer, "Members of the audience")).toBe(wanted.members);
  expect(await step(marketer, "no consent")).toBe(wanted.withoutConsent);
  expect(await step(marketer, "May be sent")).toBe(wanted.people);
  expect(await matchedBy(marketer)).toBe(wanted.identifiers.length);
  const shared = wanted.shared < 10 ? "<10" : wanted.shared;
  await expect(marketer.getByText(`${shared} of them belong to more than one person`)).toHaveCount(
    wanted.shared > 0 ? 1 : 0,
  );
  const held = await simulator.audience(name);
  expect(held.list).toEqual(wanted.identifiers);
});

async function importCatalog(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "What to do first" })).toBeVisible();
  await page.getByRole("link", { name: "Import a catalog" }).click();
  await page.getByLabel("Catalog file on your computer").setInputFiles(path.join(FOLDER, "catalog.yaml"));
  await page.getByLabel("Folder on the server").fill(FOLDER);
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByText("The warehouse has everything this catalog names.")).toBeVisible();
  await expect(page.getByText("AdventureWorks: 5 tables in duckdb")).toBeVisible();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.waitForURL("/catalog");
}

async function connectMeta(page: Page): Promise<void> {
  await page.goto("/destinations/new/meta");
  await page.getByLabel("Name", { exact: true }).fill("Meta");
  await page.getByLabel("Ad account").fill("1000000001");
  await page.getByLabel("Access token").fill("simulated-access-token");
  await page.getByRole("button", { name: "Connect and test" }).click();
  await expect(page.getByText(/It works: account/)).toBeVisible();
}

/** E-mail and phone as hashes, of people who take the company's mail. */
async function writePolicy(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "E-mail: hashed" }).check();
  await page.getByRole("radio", { name: "Phone: hashed" }).check();
  // Being in an audience of Germans says where somebody lives: the policy has to allow that too.
  await page.getByRole("checkbox", { name: "Country may decide who is in an audience" }).check();
  await page.getByLabel("Consent of Customers").selectOption("Whoever meets a condition has consented");
  await addCondition(page, "Email promotion");
  await row(page, /^Email promotion/)
    .getByRole("textbox")
    .fill("1");
  await page.getByLabel("Reason for this change").fill("Agreed with the privacy team.");
  await page.getByRole("button", { name: "Save as version 1" }).click();
  await expect(page.getByText("Policy version 1 is in force.")).toBeVisible();
}

/** What must come out, worked out from the file in TypeScript alone: the warehouse does it in SQL. */
function wantedOf(customers: readonly Row[]) {
  const members = customers.filter(({ country }) => country === "Germany" || country === "France");
  const consenting = members.filter(({ email_promotion }) => Number(email_promotion) >= 1);
  const holders = Map.groupBy(
    consenting.flatMap((person) => identifiersOf(person).map((identifier) => ({ identifier, person }))),
    ({ identifier }) => identifier,
  );
  return {
    members: members.length,
    withoutConsent: members.length - consenting.length,
    people: consenting.filter((person) => identifiersOf(person).length > 0).length,
    identifiers: [...holders.keys()].sort(),
    shared: [...holders.values()].filter(({ length }) => length > 1).length,
  };
}

function identifiersOf({ email = "", phone = "", country_code: country = "" }: Row): string[] {
  const values = {
    EMAIL: identifierText(metaNormalisers.EMAIL, email),
    PHONE: identifierText(metaNormalisers.PHONE, phone, { country }),
  };
  return Object.entries(values).flatMap(([kind, value]) => (value === null ? [] : [`${kind} ${value}`]));
}
