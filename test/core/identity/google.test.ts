import { describe, expect, it } from "vitest";
import { identifierText, normalise } from "@/lib/core/identity/normalise";
import { googleNormalisers as google } from "@/lib/core/identity/platforms/google";
import { sha256 } from "@/lib/core/identity/sha256";

type Field = keyof typeof google;
const all = (field: Field, values: string[], country: string | null = null) =>
  Object.fromEntries(values.map((value) => [value, normalise(google[field], value, { country })]));

describe("Google's normalisers", () => {
  it("drop dots and tags of an e-mail at Gmail's two domains only, and blanks everywhere", () => {
    expect(
      all("email", [
        " J.D.oe+shop+more@Gmail.com ",
        "..j.doe..@googlemail.com",
        "J.Doe+shop@gmail.com.test",
        "j.doe+shop@mail.gmail.com",
        "j.doe+shop@gmailx.com",
        "j doe @ x . test",
        ".+tag@gmail.com",
        "...@gmail.com",
        "+tag@x.test",
        "quinn",
        "a@b@gmail.com",
        "",
      ]),
    ).toEqual({
      " J.D.oe+shop+more@Gmail.com ": "jdoe@gmail.com",
      "..j.doe..@googlemail.com": "jdoe@googlemail.com",
      "J.Doe+shop@gmail.com.test": "j.doe+shop@gmail.com.test",
      "j.doe+shop@mail.gmail.com": "j.doe+shop@mail.gmail.com",
      "j.doe+shop@gmailx.com": "j.doe+shop@gmailx.com",
      "j doe @ x . test": "jdoe@x.test",
      ".+tag@gmail.com": null,
      "...@gmail.com": null,
      "+tag@x.test": "+tag@x.test",
      quinn: null,
      "a@b@gmail.com": null,
      "": null,
    });
  });

  it("write a phone number with its plus", () => {
    expect(all("phone", ["020 7183 8750", "+1 650 555 1212", "0044 20 7183 8750", "++++"], "GB")).toEqual({
      "020 7183 8750": "+442071838750",
      "+1 650 555 1212": "+16505551212",
      "0044 20 7183 8750": "+442071838750",
      "++++": null,
    });
    expect(all("phone", ["(800)555-0100", "1234567890"], "US")).toEqual({
      "(800)555-0100": "+18005550100",
      "1234567890": "+11234567890",
    });
    expect(all("phone", ["(800)555-0100"])).toEqual({ "(800)555-0100": null });
  });

  it("drop titles in front of a given name and nothing that only begins like one", () => {
    expect(
      all("given_name", [
        " Mr. Alex ",
        "Mrs Alex",
        "Dr.  Prof. Alex",
        "Alex Dr.",
        "Mralex",
        "Drew",
        "Mary Ann",
        "José",
        "Mr.",
        " ",
      ]),
    ).toEqual({
      " Mr. Alex ": "alex",
      "Mrs Alex": "alex",
      "Dr.  Prof. Alex": "alex",
      "Alex Dr.": "alex dr.",
      Mralex: "mralex",
      Drew: "drew",
      "Mary Ann": "mary ann",
      José: "josé",
      "Mr.": null,
      " ": null,
    });
  });

  it("drop suffixes behind a family name and nothing that only ends like one", () => {
    expect(
      all("family_name", [
        " Quinn,Jr. ",
        "Quinn Sr.",
        "quinn, jr. dds",
        "Quinn III, Ph.D.",
        "Quinn-Alex",
        "O’Neill",
        "Boardds",
        "lacparm",
        "van der Berg",
        "Vi",
        ", Jr. ",
        ",Jr.,DDS ",
        "Jr.",
      ]),
    ).toEqual({
      " Quinn,Jr. ": "quinn",
      "Quinn Sr.": "quinn",
      "quinn, jr. dds": "quinn",
      "Quinn III, Ph.D.": "quinn",
      "Quinn-Alex": "quinn-alex",
      "O’Neill": "o’neill",
      Boardds: "boardds",
      lacparm: "lacparm",
      "van der Berg": "van der berg",
      Vi: "vi",
      ", Jr. ": null,
      ",Jr.,DDS ": null,
      "Jr.": null,
    });
  });

  it("take a region's two letters and a postal code as it is written, neither hashed", () => {
    expect(all("region_code", [" us ", "GB", "UK", "usa", "Germany", "u s", "u2", "zz", ""])).toEqual({
      " us ": "US",
      GB: "GB",
      UK: "GB",
      usa: null,
      Germany: null,
      "u s": null,
      u2: null,
      zz: null,
      "": null,
    });
    expect(all("postal_code", [" 94045-1234 ", "1229-076", "M1 1AE", "unknown", "  "])).toEqual({
      " 94045-1234 ": "94045-1234",
      "1229-076": "1229-076",
      "M1 1AE": "M1 1AE",
      unknown: null,
      "  ": null,
    });
    expect(identifierText(google.region_code, "us")).toBe("US");
    expect(identifierText(google.postal_code, " 94045 ")).toBe("94045");
  });

  it("take ids as they are, and no device whose owner said no", () => {
    expect(
      all("mobile_id", [
        "38400000-8CF0-11BD-B23E-10B96E40000D",
        "00000000-0000-0000-0000-000000000000",
        "384000008cf011bdb23e10b96e40000d",
      ]),
    ).toEqual({
      "38400000-8CF0-11BD-B23E-10B96E40000D": "38400000-8cf0-11bd-b23e-10b96e40000d",
      "00000000-0000-0000-0000-000000000000": null,
      "384000008cf011bdb23e10b96e40000d": null,
    });
    expect(identifierText(google.user_id, " Customer-7 ")).toBe("Customer-7");
  });

  it("take only what says so for consent", () => {
    const written = ["Granted", " yes ", "TRUE", "1", "denied", "no", "maybe", "granted?", "=", "", " "];
    expect(Object.values(all("ad_user_data", written))).toEqual([
      ...Array(4).fill("GRANTED"),
      ...Array(5).fill("DENIED"),
      null,
      null,
    ]);
  });

  it("keep what came hashed and never hash it again", () => {
    const hash = sha256("+18005550100");
    expect(identifierText(google.phone, ` ${hash.toUpperCase()} `)).toBe(hash);
    expect(identifierText(google.given_name, hash)).toBe(hash);
    expect(identifierText(google.email, sha256(""))).toBeNull();
  });
});
