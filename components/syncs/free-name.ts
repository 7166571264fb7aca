/** The name, with the first number that makes it one nobody else has: people and the command line find a sync by it. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  let number = 2;
  while (taken.includes(`${name}, ${number}`)) number += 1;
  return `${name}, ${number}`;
}
