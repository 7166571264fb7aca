import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sign } from "@/lib/http/signature";

/** The code of the README that receivers take, as it stands there. */
async function published(): Promise<(header: string, body: string, secret: string) => boolean> {
  const readme = readFileSync("lib/destinations/webhook/README.md", "utf8");
  const code = /```js\n([\s\S]*?)```/.exec(readme)![1];
  const source = `${code}\nexport { isFromCoterie };`;
  const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  return module.isFromCoterie;
}

describe("the receiver's code of the README", () => {
  const BODY = '{"rows":[{"key":"é"}]}';
  const SECRETS = ["second-secret-of-ours", "first-secret-of-ours"];

  it("believes what we sign, by either of two secrets, and nothing else", async () => {
    const isFromCoterie = await published();
    const header = sign(BODY, SECRETS, Date.now());
    expect(SECRETS.map((secret) => isFromCoterie(header, BODY, secret))).toEqual([true, true]);
    expect(isFromCoterie(header, BODY, "third-secret-of-ours")).toBe(false);
    expect(isFromCoterie(header, `${BODY} `, SECRETS[0]!)).toBe(false);
    expect(isFromCoterie(sign(BODY, SECRETS, Date.now() - 301_000), BODY, SECRETS[0]!)).toBe(false);
    for (const nonsense of ["", "t=1", "v1=00", "t=x,v1=zz"]) {
      expect(isFromCoterie(nonsense, BODY, SECRETS[0]!)).toBe(false);
    }
  });
});
