import { own } from "@/lib/core/own";
import type { Called, Catalog } from "./types";

/** The catalog with what people call the audiences, lists and priority sets that definitions name. */
export function withCalled(catalog: Catalog, called: Called): Catalog {
  return { ...catalog, called };
}

/** What people call it where that is known, else the slug itself. */
export function calledOr(slug: string, names: Readonly<Record<string, string>> | undefined): string {
  return (names && own(names, slug)) || slug;
}

/** Names by their slugs. */
export function namesBySlug(
  rows: readonly { slug: string; name: string }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((rows ?? []).map(({ slug, name }) => [slug, name]));
}
