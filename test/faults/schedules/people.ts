import { rename } from "node:fs/promises";
import type { Catalog } from "@/lib/core/catalog/types";
import { sha256 } from "@/test/factories/wanted";
import { peopleCatalog, writePeople } from "@/test/support/people-file";

/** Who is in a company's table in one round, by rules that SQL and this file say alike. */
export type Population = {
  first: number;
  last: number;
  /** Every so manieth is not wanted, and another every so manieth did not consent. */
  skip: number;
  withhold: number;
  /** Every 13th from this one has another e-mail than in other rounds. */
  moved: number;
};

/** A column that travels beside an address where records are written. */
export const TIER = "tier";

const MOVES = 13;
const SHARES = 97;

/** Two neighbours in a hundred share an address. */
function emailOf(number: number, moved: number): string {
  if (number % SHARES < 2) return `shared-${Math.floor(number / SHARES)}@people.test`;
  return number % MOVES === moved ? `moved-${moved}-${number}@people.test` : `person-${number}@people.test`;
}

/** The addresses a platform should hold. */
export function expectedOf({ first, last, skip, withhold, moved }: Population): Set<string> {
  const emails = new Set<string>();
  for (let number = first; number <= last; number += 1) {
    if (number % skip === 0 || number % withhold === 0) continue;
    emails.add(emailOf(number, moved));
  }
  return emails;
}

/** Of some it changes between rounds. */
const tierOf = (number: number, moved: number) =>
  number % MOVES === (moved + 5) % MOVES ? "silver" : "bronze";

/** What stands beside an address; of two who share it, what comes first in the alphabet. */
export function tiersOf({ first, last, skip, withhold, moved }: Population): Map<string, string> {
  const tiers = new Map<string, string>();
  for (let number = first; number <= last; number += 1) {
    if (number % skip === 0 || number % withhold === 0) continue;
    const email = emailOf(number, moved);
    const tier = tierOf(number, moved);
    if (tier < (tiers.get(email) ?? "~")) tiers.set(email, tier);
  }
  return tiers;
}

/** The addresses of these rounds of those who are wanted now and do not consent: their records are neither written nor removed. */
export function keptOf(
  { first, last, skip, withhold }: Population,
  rounds: readonly Population[],
): Set<string> {
  const emails = new Set<string>();
  for (let number = first; number <= last; number += 1) {
    if (number % skip === 0 || number % withhold !== 0) continue;
    for (const { moved } of rounds) emails.add(emailOf(number, moved));
  }
  return emails;
}

/** The addresses of these rounds that somebody has or had who is there now and consents: no others may ever stay. */
export function allowedOf({ first, last, withhold }: Population, rounds: readonly Population[]): Set<string> {
  const emails = new Set<string>();
  for (let number = first; number <= last; number += 1) {
    if (number % withhold === 0) continue;
    for (const { moved } of rounds) emails.add(emailOf(number, moved));
  }
  return emails;
}

/** What a platform knows of people beforehand: all addresses that the first so many ever have. */
export function knownPeople(upTo: number): string[][] {
  const people: string[][] = [];
  for (let number = 1; number <= upTo; number += 1) {
    if (number % SHARES < 2) continue;
    people.push([sha256(emailOf(number, -1)), sha256(emailOf(number, number % MOVES))]);
  }
  return people;
}

/** A person for each address of these rounds, but for some whom the platform has never heard of. */
export function strangersBut(rounds: readonly Population[], manieth = 31): string[][] {
  const emails = new Set(rounds.flatMap((round) => [...expectedOf(round)]));
  return [...emails].filter((_, index) => index % manieth !== 0).map((email) => [email]);
}

/** Takes the place of the file at once, so that a run that reads the old one reads it to its end. */
export async function writePopulation(file: string, population: Population): Promise<void> {
  const { first, last, skip, withhold, moved } = population;
  const next = `${file}.next`;
  await writePeople(
    next,
    `SELECT number AS id,
       CASE WHEN number % ${SHARES} < 2 THEN 'shared-' || (number // ${SHARES})
         WHEN number % ${MOVES} = ${moved} THEN 'moved-${moved}-' || number
         ELSE 'person-' || number END || '@people.test' AS email,
       CASE WHEN number % ${MOVES} = ${(moved + 5) % MOVES} THEN 'silver' ELSE 'bronze' END AS ${TIER},
       number % ${withhold} <> 0 AS consent, number % ${skip} <> 0 AS wanted
     FROM range(${first}, ${last + 1}) AS numbers (number)`,
  );
  await rename(next, file);
}

/** Says that there is a tier as well. */
export function catalogOf(file: string): Catalog {
  const catalog = peopleCatalog(file);
  const { people } = catalog.entities;
  const tier = { name: TIER, type: { kind: "text" as const }, label: TIER, pii: null };
  return { ...catalog, entities: { people: { ...people!, columns: { ...people!.columns, tier } } } };
}
