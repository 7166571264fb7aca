import { expect, MARA, test } from "./support/fixtures";

test("somebody is looked up, and it is said which audiences they are in and why", async ({
  signIn,
  expectErrors,
}) => {
  const page = await signIn(MARA);
  await page.goto("/people");
  const value = page.getByLabel("Customer number");
  expectErrors(/Failed to load resource.*\/people\/find/);
  await value.fill("no number");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "whole number" })).toBeVisible();
  await value.fill("999999999");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByText("No customer is found by that")).toBeVisible();
  await value.fill("17");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Customer 17/ })).toBeVisible();
  // No key stands in the address.
  await expect(page).toHaveURL(/\/people$/);
  const why = page.getByRole("button", { name: /Why( not)? in Lapsing VIPs/ });
  await why.press("Enter");
  await expect(page.getByText(/Number of orders in the last 90 days/i).first()).toBeVisible();
  await expect(why).toHaveAttribute("aria-expanded", "true");
});
