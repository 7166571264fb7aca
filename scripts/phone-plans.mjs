#!/usr/bin/env node
// Writes lib/core/identity/data/phone-plans.ts from the metadata of libphonenumber-js. Run by hand when the numbering
// plans of the world should be brought up to date, and raise the version of the phone normalisers when it changed them.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const metadata = require("libphonenumber-js/metadata.max.json");
const { version } = JSON.parse(
  readFileSync(
    require.resolve("libphonenumber-js/metadata.max.json").replace("metadata.max.json", "package.json"),
    "utf8",
  ),
);

const plain = (pattern) => pattern.replaceAll("\\d", "[0-9]");
const withoutGroups = (pattern) => plain(pattern).replace(/\((?!\?)/g, "(?:");
const region = (id) => {
  const [code, abroad, general, lengths, , trunk, , parsing, transform] = metadata.countries[id];
  return { id, code, abroad, general, lengths, trunk: parsing || trunk || "", transform: transform || "" };
};

/** Top-level alternatives of a pattern. */
function alternatives(pattern) {
  const parts = [""];
  let depth = 0;
  for (const character of pattern) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "|" && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** Some regions say `(local number)$|trunk`: the first part rewrites, the rest is stripped. */
function split({ trunk, transform }) {
  if (transform === "" || trunk === "") return { trunk: withoutGroups(trunk), rewrite: null };
  const parts = alternatives(trunk);
  const [head, ...rest] = parts;
  if (head.startsWith("(") && head.endsWith(")$")) {
    const rewrite = `${plain(head.slice(0, -1))}\t${transform.replaceAll("$", "\\")}`;
    return { trunk: withoutGroups(rest.join("|")), rewrite: transform === "$1" ? null : rewrite };
  }
  // Trunk, then an optional part that is rewritten: Argentina's 0?(?:(area)15)?, Brazil's (?:0|90)(?:(carrier)(number))?
  const optional = /^(0\?|\(\?:0\|90\))\(\?:(.*)\)\?$/.exec(trunk);
  if (optional) {
    const rest = optional[2].endsWith(")") ? "" : "([0-9]+)";
    const form = transform.replaceAll("$", "\\") + (rest && "\\2");
    const rewrite = `${optional[1]}${plain(optional[2])}${rest}\t${form}`;
    return { trunk: optional[1].replace(/\?$/, ""), rewrite };
  }
  // Gabon drops its trunk prefix only before certain numbers.
  return { trunk: "", rewrite: `${plain(trunk)}\t${transform.replaceAll("$", "\\")}` };
}

const plans = [];
const rewrites = [];
for (const [code, ids] of Object.entries(metadata.country_calling_codes)) {
  const regions = ids.map(region);
  const generals = [...new Set(regions.map((r) => plain(r.general)))].join("|");
  const lengths = [...new Set(regions.flatMap((r) => r.lengths))].sort((a, b) => a - b);
  plans.push([code, ids.join(" "), split(regions[0]).trunk, generals, lengths.join(" ")].join("\t"));
  for (const r of regions) {
    const { rewrite } = split(r);
    if (rewrite) rewrites.push(`${r.id}\t${rewrite}`);
  }
}
for (const [code, general] of Object.entries(metadata.nonGeographic))
  plans.push([code, "", "", plain(general[2]), general[3].join(" ")].join("\t"));

/** What is dialled to leave the country; carriers' own prefixes are for dialling and stand in no data. */
const abroad = new Map();
for (const id of Object.keys(metadata.countries)) {
  const pattern = region(id).abroad;
  const prefix = /^[0-9]+$/.test(pattern)
    ? pattern
    : id === "AU" || id === "CC" || id === "CX"
      ? "0011"
      : "00";
  if (prefix.length > 1) abroad.set(prefix, [...(abroad.get(prefix) ?? []), id]);
}

writeFileSync(
  new URL("../lib/core/identity/data/phone-plans.ts", import.meta.url),
  `/**
 * Numbering plans, written by scripts/phone-plans.mjs from libphonenumber-js ${version} (metadata of Google's libphonenumber).
 * Columns are parted by tabs.
 */

/** Calling code; regions, the main one first; trunk prefix (pattern); national numbers (pattern); their lengths. */
export const PLANS = \`
${plans.join("\n")}
\`;

/** Region; how a number is written locally (pattern); the national number it stands for. */
export const LOCAL_FORMS = String.raw\`
${rewrites.join("\n")}
\`;

/** What is dialled to leave a country; its regions. */
export const ABROAD = \`
${[...abroad].map(([prefix, ids]) => `${prefix}\t${ids.join(" ")}`).join("\n")}
\`;
`,
);
