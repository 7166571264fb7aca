import type { ResolvedColumn } from "@/lib/core/catalog/resolve";

type Kind = "region" | "language";
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const SHORTEST = 3;
const known = new Map<Kind, ReadonlyMap<string, string>>();

/** What a code says in words, where the column is one of countries or languages: DE is Germany. */
export function nameOfCode(column: ResolvedColumn | null, value: string): string | null {
  const kind = kindOf(column);
  if (!kind || value.length !== 2) return null;
  return namesOf(kind).get(value.toUpperCase()) ?? null;
}

/** The codes whose names begin as typed, written as the column might hold them; none for what may still be a code. */
export function codesNamed(column: ResolvedColumn | null, typed: string): string[] {
  const kind = kindOf(column);
  const start = typed.trim().toLowerCase();
  if (!kind || start.length < SHORTEST) return [];
  const codes = [...namesOf(kind)]
    .filter(([, name]) => name.toLowerCase().startsWith(start))
    .map(([code]) => code);
  return codes.map((code) => (kind === "language" ? code.toLowerCase() : code));
}

/** The code a whole name stands for. */
export function codeOfName(column: ResolvedColumn | null, name: string): string | undefined {
  return codesNamed(column, name).find(
    (code) => nameOfCode(column, code)?.toLowerCase() === name.trim().toLowerCase(),
  );
}

function kindOf(column: ResolvedColumn | null): Kind | null {
  if (column?.column.type.kind !== "text") return null;
  const words = `${column.column.name} ${column.column.label}`;
  if (/countr|nation(?!al)/i.test(words)) return "region";
  return /langu|locale/i.test(words) ? "language" : null;
}

function namesOf(kind: Kind): ReadonlyMap<string, string> {
  const found = known.get(kind);
  if (found) return found;
  const display = new Intl.DisplayNames(["en"], { type: kind, fallback: "none" });
  const names = new Map(
    LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).flatMap((code) => {
      const name = display.of(kind === "language" ? code.toLowerCase() : code);
      return name && isToday(kind, code) ? [[code, name] as const] : [];
    }),
  );
  known.set(kind, names);
  return names;
}

/** Not one that another has taken the place of, as DE has DD's. */
function isToday(kind: Kind, code: string): boolean {
  if (kind === "region") return new Intl.Locale(`und-${code}`).region === code;
  return new Intl.Locale(code.toLowerCase()).language === code.toLowerCase();
}
