import type { ErrorBody } from "./answers";

const CODE = /^[A-Z][A-Z0-9_]{2,59}$/;
/** Of the JSON inside "Property values were not valid: […]". */
const STATED = /"error":\s*"([A-Z][A-Z0-9_]{2,59})"/g;
const NAMED = /"name":\s*"([a-z][a-z0-9_]{0,99})"/g;
const NO_PROPERTY = ["PROPERTY_DOESNT_EXIST", "READ_ONLY_VALUE"];

/** The narrowest code an error gives: of its value, else its category. Never its words. */
export function codeOf(error: ErrorBody | null): string | null {
  if (error === null) return null;
  const stated = [...statedCodes(error), error.category].find((code) => code && CODE.test(code));
  return stated ?? null;
}

/** Names of properties the account does not have, or lets nobody write. Names of properties are no personal values. */
export function missingProperties(error: ErrorBody): string[] {
  const codes = statedCodes(error);
  if (codes.length === 0 || !codes.every((code) => NO_PROPERTY.includes(code))) return [];
  const names = [...error.message.matchAll(NAMED)].map(([, name]) => name!);
  return names.length > 0 ? [...new Set(names)] : ["(not named)"];
}

function statedCodes({ message, errors }: ErrorBody): string[] {
  const inMessage = [...message.matchAll(STATED)].map(([, code]) => code!);
  const inErrors = errors.flatMap(({ code }) => (code && CODE.test(code) ? [code] : []));
  return [...inMessage, ...inErrors];
}
