/** An address of this Coterie for people; null where it does not know its own (NEXTAUTH_URL). */
export function linkTo(path: string): string | null {
  const base = process.env.NEXTAUTH_URL;
  return base && URL.canParse(base) ? new URL(path, base).href : null;
}
