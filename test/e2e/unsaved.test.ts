import { addCondition, newAudience } from "./support/building";
import { expect, MARA, test } from "./support/fixtures";

test("a change that cannot be saved is not left behind unawares", async ({ signIn, expectErrors }) => {
  expectErrors(/Failed to load resource/);
  const page = await signIn(MARA);
  await newAudience(page, `Unsaved ${Date.now()}`, "Customers");
  await expect(page.getByText(/^saved/)).toBeVisible();
  const builder = page.url();
  const drafts = /\/api\/audiences\/[^/]+\/draft$/;
  await page.route(drafts, (route) => route.abort());
  await addCondition(page, "Consent to ads");
  const question = page.getByRole("dialog", { name: "Your last change is not saved" });

  await page.getByRole("link", { name: "Syncs", exact: true }).first().click();
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Stay" }).click();
  expect(page.url()).toBe(builder);

  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "Destinations" }).click();
  await question.getByRole("button", { name: "Leave without it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Destinations");
  await expect(page.getByText("is not saved.")).toHaveCount(0);

  await page.goto(builder);
  await addCondition(page, "Consent to ads");
  await page.unroute(drafts);
  await page.getByRole("link", { name: "Syncs", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Syncs");
  await page.goto(builder);
  await expect(page.getByRole("group", { name: "Consent to ads" })).toBeVisible();
});

test("whoever goes back with the browser's button hears what was not saved", async ({
  signIn,
  expectErrors,
}) => {
  expectErrors(/Failed to load resource/);
  const page = await signIn(MARA);
  await newAudience(page, `Gone back ${Date.now()}`, "Customers");
  await expect(page.getByText(/^saved/)).toBeVisible();
  const builder = page.url();
  const drafts = /\/api\/audiences\/[^/]+\/draft$/;
  await page.route(drafts, (route) => route.abort());
  await addCondition(page, "Consent to ads");
  await page.goBack();
  const said = page.getByText(/^Your last change to “Gone back \d+” is not saved\.$/);
  await expect(said).toBeVisible();
  await page.unroute(drafts);
  await page.getByRole("button", { name: "Save again" }).click();
  await expect(page.getByText(/^“Gone back \d+” is saved\.$/)).toBeVisible();
  await page.goto(builder);
  await expect(page.getByRole("group", { name: "Consent to ads" })).toBeVisible();
});
