/** A name as others refer to it: small letters, digits and hyphens. */
export function slugOf(name: string, whenNothingIsLeft: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return (
    plain
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 80) || whenNothingIsLeft
  );
}

/** "vips", "vips-2", "vips-3", … */
export function firstFree(slug: string, taken: Iterable<string>): string {
  const slugs = new Set(taken);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? slug : `${slug}-${number}`;
    if (!slugs.has(candidate)) return candidate;
  }
}
