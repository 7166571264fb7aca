import { describe, expect, it } from "vitest";
import { identifierText, normalise } from "@/lib/core/identity/normalise";
import { normalisersOf } from "@/lib/core/identity/normalisers-of";
import { metaNormalisers as meta } from "@/lib/core/identity/platforms/meta";
import { sha256 } from "@/lib/core/identity/sha256";

type Field = keyof typeof meta;
const all = (field: Field, values: string[], country: string | null = null) =>
  Object.fromEntries(values.map((value) => [value, normalise(meta[field], value, { country })]));

describe("Meta's normalisers", () => {
  it("keep dots and tags of an e-mail and refuse what is none", () => {
    expect(
      all("EMAIL", [
        " J.Doe+shop@Gmail.com ",
        "j doe@x.test",
        "j@localhost",
        "@x.test",
        "j@@x.test",
        "j@x..test",
        "j@1.2.3.4",
        "",
      ]),
    ).toEqual({
      " J.Doe+shop@Gmail.com ": "j.doe+shop@gmail.com",
      "j doe@x.test": null,
      "j@localhost": null,
      "@x.test": null,
      "j@@x.test": null,
      "j@x..test": null,
      "j@1.2.3.4": null,
      "": null,
    });
  });

  it("read a phone number as its country writes it", () => {
    expect(
      all(
        "PHONE",
        [
          "020 7183 8750",
          "+44 (0)20 7183 8750",
          "44 20 7183 8750",
          "0044 20 7183 8750",
          "٠٢٠ ٧١٨٣ ٨٧٥٠ ext. 12",
        ],
        "United Kingdom",
      ),
    ).toEqual({
      "020 7183 8750": "442071838750",
      "+44 (0)20 7183 8750": "442071838750",
      "44 20 7183 8750": "442071838750",
      "0044 20 7183 8750": "442071838750",
      "٠٢٠ ٧١٨٣ ٨٧٥٠ ext. 12": "442071838750",
    });
    expect(all("PHONE", ["011 15-2345-6789"], "AR")).toEqual({ "011 15-2345-6789": "5491123456789" });
    expect(all("PHONE", ["02 1234 5678", "06 12345678"], "Italy")).toEqual({
      "02 1234 5678": "390212345678",
      "06 12345678": "390612345678",
    });
  });

  it("take a phone number of no plan at its length", () => {
    expect(
      all("PHONE", ["1234567890", "+1 (123) 456-7890", "123456789", "000-000-0000", "4792813113"], "US"),
    ).toEqual({
      "1234567890": "11234567890",
      "+1 (123) 456-7890": "11234567890",
      "123456789": null,
      "000-000-0000": null,
      "4792813113": "14792813113",
    });
    expect(all("PHONE", ["4792813113", "441134960987"], "GB")).toEqual({
      "4792813113": "4792813113",
      "441134960987": "441134960987",
    });
  });

  it("send no phone number whose country is unknown unless it says so itself", () => {
    expect(
      all("PHONE", ["(650) 555-1212", "+1 650 555 1212", "16505551212", "call me", "+999 1234567"]),
    ).toEqual({
      "(650) 555-1212": null,
      "+1 650 555 1212": "16505551212",
      "16505551212": null,
      "call me": null,
      "+999 1234567": null,
    });
  });

  it("keep the letters of every script in names and drop what is no letter", () => {
    expect(all("FN", ["Anne-Marie", "O’Néill", "정", "José", "  Åsa ", "!!!"])).toEqual({
      "Anne-Marie": "annemarie",
      "O’Néill": "onéill",
      정: "정",
      José: "josé",
      "  Åsa ": "åsa",
      "!!!": null,
    });
    expect(all("FI", ["émile", "𝒶bc"])).toEqual({ émile: "é", 𝒶bc: "𝒶" });
    expect(all("CT", ["St. Louis", "São Paulo"])).toEqual({
      "St. Louis": "stlouis",
      "São Paulo": "sãopaulo",
    });
  });

  it("shorten American states and leave others as they are written", () => {
    expect(all("ST", ["New Hampshire", "nh", "Bayern", "Georgia"])).toEqual({
      "New Hampshire": "nh",
      nh: "nh",
      Bayern: "bayern",
      Georgia: "ga",
    });
    expect(all("ST", ["Narnia", "D.C."], "US")).toEqual({ Narnia: null, "D.C.": "dc" });
    expect(all("ST", ["Georgia"], "DE")).toEqual({ Georgia: "georgia" });
  });

  it("take five digits of an American postal code and the whole of others", () => {
    expect(all("ZIP", ["94035-1234", "940351234", "9403"], "us")).toEqual({
      "94035-1234": "94035",
      "940351234": "94035",
      "9403": null,
    });
    expect(all("ZIP", ["M1 1AE"], "GB")).toEqual({ "M1 1AE": "m11ae" });
    expect(all("ZIP", ["1229-076", "unknown", "98121-4892"])).toEqual({
      "1229-076": "1229076",
      unknown: null,
      "98121-4892": "98121",
    });
    expect(all("ZIP", ["12345-678"], "BR")).toEqual({ "12345-678": "12345678" });
  });

  it("know countries by code and English name", () => {
    expect(
      all("COUNTRY", [
        "us",
        " Germany ",
        "Côte d'Ivoire",
        "UK",
        "St. Lucia",
        "Saint Lucia",
        "USA",
        "Atlantis",
      ]),
    ).toEqual({
      us: "us",
      " Germany ": "de",
      "Côte d'Ivoire": "ci",
      UK: "gb",
      "St. Lucia": "lc",
      "Saint Lucia": "lc",
      USA: "us",
      Atlantis: null,
    });
  });

  it("read dates in the ways they are written, and only real ones", () => {
    const written = [
      "1997-02-16",
      "1997-02-16T08:00:00Z",
      "19970216",
      "02161997",
      "2/16/1997",
      "16/02/1997",
      "16.2.1997",
      "Feb 16, 1997",
      "16th February 1997",
    ];
    expect(new Set(Object.values(all("DOB", written)))).toEqual(new Set(["19970216"]));
    expect(
      all("DOB", [
        "1997-02-29",
        "1996-02-29",
        "1900-02-29",
        "2000-02-29",
        "1897-01-01",
        "13/13/1997",
        "soon",
      ]),
    ).toEqual({
      "1997-02-29": null,
      "1996-02-29": "19960229",
      "1900-02-29": null,
      "2000-02-29": "20000229",
      "1897-01-01": null,
      "13/13/1997": null,
      soon: null,
    });
    expect(all("DOBY", ["1997", "1997-02-16", "97"])).toEqual({
      "1997": "1997",
      "1997-02-16": "1997",
      "97": null,
    });
    expect(all("DOBM", ["2", "Sept", "1997-02-16", "13", "0"])).toEqual({
      "2": "02",
      Sept: "09",
      "1997-02-16": "02",
      "13": null,
      "0": null,
    });
    expect(all("DOBD", ["6", "16", "1997-02-16", "February"])).toEqual({
      "6": "06",
      "16": "16",
      "1997-02-16": "16",
      February: null,
    });
  });

  it("say a gender in one letter or not at all", () => {
    expect(all("GEN", ["F", " male ", "other", "w"])).toEqual({
      F: "f",
      " male ": "m",
      other: null,
      w: null,
    });
  });

  it("send device ids and own ids plain, and no device that said no", () => {
    const id = "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6";
    expect(all("MADID", [id, "00000000-0000-0000-0000-000000000000", "test"])).toEqual({
      [id]: id.toLowerCase(),
      "00000000-0000-0000-0000-000000000000": null,
      test: null,
    });
    expect(identifierText(meta.MADID, id)).toBe(id.toLowerCase());
    expect(identifierText(meta.EXTERN_ID, " Ab-12 ")).toBe("Ab-12");
  });
});

describe("hashing", () => {
  it("happens once: a value that came hashed is recognised in any case", () => {
    const hash = sha256("ann@example.test");
    expect(identifierText(meta.EMAIL, "Ann@Example.test")).toBe(hash);
    expect(identifierText(meta.EMAIL, ` ${hash.toUpperCase()}\n`)).toBe(hash);
    expect(identifierText(meta.FN, hash)).toBe(hash);
  });

  it("never happens to nothing, here or before", () => {
    expect(identifierText(meta.EMAIL, " ")).toBe(null);
    expect(identifierText(meta.FN, sha256(""))).toBe(null);
  });
});

describe("normalisersOf", () => {
  it("lists what an approval binds", () => {
    expect(normalisersOf([{ id: "PHONE", normaliser: meta.PHONE }])).toEqual({
      PHONE: { id: "meta.PHONE", version: 1 },
    });
  });
});
