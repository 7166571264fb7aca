/**
 * Where to go after signing in: an address of ours, never another site's. Browsers take out tabs and line breaks before they
 * read an address, so with one between them two slashes would still be another site.
 */
export function safeNext(search: string): string {
  const next = new URLSearchParams(search).get("next");
  return next && /^\/(?![/\\])[^\t\r\n]*$/.test(next) ? next : "/audiences";
}
