/** Where to go after signing in: an address of ours, never another site's. */
export function safeNext(search: string): string {
  const next = new URLSearchParams(search).get("next");
  return next && /^\/(?![/\\])/.test(next) ? next : "/audiences";
}
