import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalise } from "@/lib/core/identity/normalise";
import { googleNormalisers as google } from "@/lib/core/identity/platforms/google";
import { hubspotNormalisers as hubspot } from "@/lib/core/identity/platforms/hubspot";
import { metaNormalisers as meta } from "@/lib/core/identity/platforms/meta";
import { plainPhone } from "@/lib/core/identity/steps/phone-shortcut";
import { runText } from "@/lib/core/identity/steps/run";
import { address, number } from "./plain-values";

const RUNS = 20_000;

describe("a shortcut", () => {
  it("answers for a phone number what all the steps answer, or nothing", { timeout: 600_000 }, () => {
    let answered = 0;
    fc.assert(
      fc.property(number, ({ value, country }) => {
        const short = runText(plainPhone, value, { country });
        if (short === null) return;
        answered += 1;
        expect(short).toBe(normalise(meta.PHONE, value, { country }));
      }),
      { numRuns: RUNS },
    );
    expect(answered).toBeGreaterThan(RUNS / 20);
  });

  it.each([meta.EMAIL, google.email, hubspot.EMAIL])(
    "answers for an e-mail address what all the steps of $id answer, or nothing",
    {
      timeout: 600_000,
    },
    (normaliser) => {
      let answered = 0;
      fc.assert(
        fc.property(address, (value) => {
          const short = runText(normaliser.shortcut, value, { country: null });
          if (short === null) return;
          answered += 1;
          expect(short).toBe(normalise(normaliser, value));
        }),
        { numRuns: RUNS },
      );
      expect(answered).toBeGreaterThan(RUNS / 200);
    },
  );

  it("takes the ways in which people mostly write", () => {
    const short = (value: string, country: string | null) => runText(plainPhone, value, { country });
    expect([
      short("020 7183 8750", "United Kingdom"),
      short("+44 (0)20 7183 8750", null),
      short("(415) 555-2671", "US"),
      short("1-415-555-2671", "us"),
      short("06 12 34 56 78", "FR"),
      short("0044 20 7183 8750", "GB"),
      short("020 7183 8750 ext. 3", "GB"),
    ]).toEqual(["442071838750", "442071838750", "14155552671", "14155552671", "33612345678", null, null]);
  });
});
