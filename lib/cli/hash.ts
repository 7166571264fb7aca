import type { Command } from "commander";
import { InvalidInput } from "@/lib/core/errors";
import { bothForms, type TextInputs } from "@/lib/core/identity/normalise";
import { platformNormalisers } from "@/lib/core/identity/platforms";
import { isCountry } from "@/lib/core/identity/steps/country";
import { regionOfCallingCode } from "@/lib/core/identity/steps/phone-plans";
import type { Normaliser } from "@/lib/core/identity/types";
import { linesOf } from "./lines";
import { print } from "./output";

type Options = { platform: string; field: string; country?: string };

/** What a phone number without a country of its own is read as. */
const PHONES_ARE_FROM = "US";

const HELP = `
Reads values from stdin, one a line, and prints one line for each, in order:
  <normalised> TAB <SHA-256>   the value as the platform wants it, and what is sent; of a value that came hashed, its hash twice
  <normalised> TAB plain       fields the platform wants unhashed; the first column is what is sent
  REFUSED TAB <reason>         a value that must not be sent
The last tab of a line parts the two columns. The exit code is 0 whatever is refused.

Platforms and their fields:
${catalogue()}

Phone numbers without --country are read as numbers of the ${PHONES_ARE_FROM}; other fields without it as of an unknown country.
Example: printf 'Jane.Doe+x@gmail.com\\n' | coterie hash --platform google --field email
`;

/** `coterie hash`: what of a value would leave, as every sync computes it. */
export function registerHash(program: Command): void {
  program
    .command("hash")
    .description("Show how values are normalised and hashed for a platform.")
    .requiredOption("--platform <name>", "whose rules, for example google")
    .requiredOption("--field <name>", "which field, for example email; upper or lower case")
    .option("--country <code>", "the values' country: a code, an English name, or a calling code like +44")
    .addHelpText("after", HELP)
    .action(async (options: Options) => {
      const normaliser = normaliserOf(options);
      const inputs = { country: countryFor(normaliser, options.country) };
      process.stdin.setEncoding("utf8");
      for await (const value of linesOf(process.stdin)) await print(`${lineOf(normaliser, value, inputs)}\n`);
    });
}

function lineOf(normaliser: Normaliser, value: string, inputs: TextInputs): string {
  const forms = bothForms(normaliser, value, inputs);
  if (forms === null) return `REFUSED\t${value.trim() === "" ? "empty" : `no valid ${normaliser.id}`}`;
  return `${forms.normalised}\t${normaliser.hashed ? forms.identifier : "plain"}`;
}

function normaliserOf({ platform, field }: Options): Normaliser {
  const fields = entryOf(platformNormalisers, platform);
  if (!fields) throw unknown("platform", platform, platformNormalisers);
  const normaliser = entryOf(fields, field);
  if (!normaliser) throw unknown(`field of ${platform.toLowerCase()}`, field, fields);
  return normaliser;
}

function countryFor({ id, needs }: Normaliser, country: string | undefined): string | null {
  if (!needs.includes("country")) return null;
  if (country === undefined) return /\.phone$/i.test(id) ? PHONES_ARE_FROM : null;
  const known = isCountry(country) ? country : regionOfCallingCode(country.replace(/^\+/, ""));
  if (known !== undefined) return known;
  throw new InvalidInput({
    code: "UNKNOWN_COUNTRY",
    message: `"${country}" is no country known here.`,
    fix: "Write a code like GB, an English name, or a calling code like +44.",
  });
}

function entryOf<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.entries(table).find(([id]) => id.toLowerCase() === name.toLowerCase())?.[1];
}

function unknown(what: string, name: string, table: object): InvalidInput {
  return new InvalidInput({
    code: "UNKNOWN_NAME",
    message: `"${name}" is no ${what} known here.`,
    fix: `There are ${Object.keys(table).join(", ")}.`,
  });
}

function catalogue(): string {
  return Object.entries(platformNormalisers)
    .map(([platform, fields]) => `  ${platform.padEnd(8)} ${Object.keys(fields).join(", ")}`)
    .join("\n");
}
