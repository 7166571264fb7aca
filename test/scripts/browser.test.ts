import { chromium } from "@playwright/test";
import { expect, it } from "vitest";
import { findBrowser } from "@/scripts/browser.mjs";

it("finds a browser that draws a page", async () => {
  const { executablePath, env, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  try {
    const page = await browser.newPage({ viewport: { width: 200, height: 100 } });
    await page.goto("data:text/html;charset=utf-8,<title>Größe</title><h1>Größe</h1>");
    const blank = await browser.newPage({ viewport: { width: 200, height: 100 } });

    expect(await page.title()).toBe("Größe");
    expect((await page.screenshot()).equals(await blank.screenshot())).toBe(false);
  } finally {
    await browser.close();
  }
});
