import { chromium } from "@playwright/test";
import { findBrowser } from "./scripts/browser.mjs";
const { executablePath } = await findBrowser();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const base = "http://localhost:3457";
async function person(email) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1100 }, baseURL: base });
  const page = await context.newPage();
  page.on("pageerror", (e) => console.log("pageerror", e.message));
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByLabel(/password/i).fill("coterie-demo");
  await page.getByRole("button", { name: /sign in/i }).click();
  await page.waitForURL((url) => !url.pathname.includes("sign-in"));
  return page;
}
const call = (page, path, options = {}) => page.evaluate(async ([path, options]) => {
  const answer = await fetch(`/api${path}`, { method: options.method ?? "GET", headers: { "content-type": "application/json" }, ...(options.body ? { body: JSON.stringify(options.body) } : {}) });
  return { status: answer.status, body: await answer.json() };
}, [path, options]);
export { browser, person, call };
