import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { sha256 } from "@/lib/core/identity/sha256";
import { publishedFields } from "../core/identity/published-cases";
import { needsShared } from "../factories/shared";

/** The command as a shell runs it. */
async function hash(input: string, ...args: string[]) {
  const child = spawn(process.execPath, ["scripts/coterie.mjs", "hash", ...args], { stdio: "pipe" });
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, stdout, stderr };
}
const of = (platform: string, field: string) => ["--platform", platform, "--field", field];
const hashed = (normalised: string) => `${normalised}\t${sha256(normalised)}\n`;

describe("coterie hash", () => {
  it("prints one line for each value, in order, refusals among them", async () => {
    const kept = sha256("someone");
    const values = `J.Doe+x@Gmail.com\r\nquinn\n\n${kept.toUpperCase()}\nlast@x.test`;
    expect(await hash(values, ...of("google", "EMAIL"))).toEqual({
      code: 0,
      stdout: [
        hashed("jdoe@gmail.com"),
        "REFUSED\tno valid google.email\n",
        "REFUSED\tempty\n",
        `${kept}\t${kept}\n`,
        hashed("last@x.test"),
      ].join(""),
      stderr: "",
    });
  });

  it("says which fields leave unhashed", async () => {
    const { stdout } = await hash("us\nusa\n", ...of("google", "region_code"));
    expect(stdout).toBe("US\tplain\nREFUSED\tno valid google.region_code\n");
  });

  it("reads a phone number as American unless a country is given", async () => {
    const read = async (...country: string[]) =>
      (await hash("020 7183 8750\n", ...of("meta", "phone"), ...country)).stdout;
    expect(await read()).toBe("REFUSED\tno valid meta.PHONE\n");
    for (const country of ["gb", "United Kingdom", "+44", "44"])
      expect(await read("--country", country)).toBe(hashed("442071838750"));
  });

  it("names what there is when a platform, a field or a country is unknown", async () => {
    expect(await hash("", ...of("goggle", "email"))).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(
        /^"goggle" is no platform known here\. There are .*google, .*meta.*\.\n$/,
      ),
    });
    const field = await hash("", ...of("Google", "mail"));
    expect(field.stderr).toContain('"mail" is no field of google known here. There are email, phone, ');
    const country = await hash("", ...of("google", "phone"), "--country", "Narnia");
    expect(country.stderr).toContain('"Narnia" is no country known here.');
  });

  describe("published cases", () => {
    needsShared("vectors", "pii-vectors.json");

    it.each(publishedFields)("hold for $name", async ({ normaliser, cases }) => {
      const [platform = "", field = ""] = normaliser.id.split(".");
      const lines = cases.filter(({ raw }) => !raw.includes("\n"));
      const { stdout } = await hash(lines.map(({ raw }) => `${raw}\n`).join(""), ...of(platform, field));
      const expected = lines.map(({ raw, normalized, sha256 }) =>
        normalized
          ? `${normalized}\t${sha256 ?? "plain"}`
          : `REFUSED\t${raw.trim() === "" ? "empty" : `no valid ${normaliser.id}`}`,
      );
      expect(stdout.split("\n")).toEqual([...expected, ""]);
    });
  });
});
