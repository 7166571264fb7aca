import type { PiiTag } from "../types";
import { snakeCase } from "./snake-case";

/** What a column's name suggests it holds; null: nothing, which does not say that it is not personal. */
export function guessPii(column: string, entity: string): PiiTag | null {
  const name = snakeCase(column);
  if (name === "name" && PEOPLE.test(snakeCase(entity))) return "full_name";
  return GUESSES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

const PEOPLE =
  /(?:^|_)(?:people|persons?|customers?|contacts?|users?|clients?|members?|subscribers?|patients?|guests?)$/;

/** The first that fits; what would hurt most comes first. */
const GUESSES: readonly (readonly [PiiTag, RegExp])[] = [
  [
    "sensitive",
    /(?:^|_)(?:ssn|passport|religion|ethnicity|race|health|diagnosis|salary|income|iban|card_number|tax_id|national_id|password|token|secret)(?:_|$)/,
  ],
  ["email", /(?:^|_)e_?mail(?:_address|_addr|_id)?$/],
  ["ip_address", /(?:^|_)ip(?:_address|_addr)?$/],
  ["device_id", /(?:^|_)(?:idfa|idfv|gaid|aaid|madid|device_id|advertising_id|cookie_id|client_id)$/],
  ["phone", /(?:^|_)(?:phone|mobile|telephone|tel|msisdn|cell|fax)(?:_?(?:number|no|nr|e164))?$/],
  ["first_name", /(?:^|_)(?:first|given|fore)_?name$|^fname$/],
  ["last_name", /(?:^|_)(?:last|family|sur)_?name$|^lname$/],
  ["full_name", /(?:^|_)(?:full|customer|contact|display|user|recipient|holder)_?name$/],
  ["birth_date", /(?:^|_)(?:birth_?date|birth_?day|date_of_birth|dob|born(?:_on|_at)?)$/],
  ["gender", /(?:^|_)(?:gender|sex)$/],
  ["postal_code", /(?:^|_)(?:zip|postal|post)_?code$|(?:^|_)(?:zip|postcode|plz)$/],
  ["street", /(?:^|_)(?:street(?:_address)?|address(?:_?line)?_?[0-9]?|addr)$/],
  ["city", /(?:^|_)(?:city|town)(?:_name)?$/],
  ["state", /(?:^|_)(?:state|province)(?:_code)?$/],
  ["country", /(?:^|_)country(?:_?code|_name|_iso)?$/],
];
