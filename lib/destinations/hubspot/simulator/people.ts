import { z } from "zod";
import type { World } from "./world";

/**
 * Contacts the portal has, each a list of what it is found by: an address, further ones that were merged into it, "OWN_ID:…" for
 * customer_id, "RECORD_ID:…".
 */
export const Population = z.object({ people: z.array(z.array(z.string().min(1)).min(1)) });

/** Where an unsaid own id goes. */
export const OWN_ID = "customer_id";

/** Makes those contacts, or adds to the one that is there. */
export function register(world: World, { people }: z.infer<typeof Population>) {
  for (const person of people) {
    const found = person.map((written) => /^(?:(EMAIL|OWN_ID|RECORD_ID):)?(.*)$/s.exec(written)!);
    const valuesOf = (kind: string) =>
      found.flatMap(([, named = "EMAIL", value = ""]) => (named === kind ? [value] : []));
    const [own = ""] = valuesOf("OWN_ID");
    const [recordId] = valuesOf("RECORD_ID");
    const table = world.tables.contacts;
    const known = [
      ...valuesOf("EMAIL").map((email) => table.find("email", email)),
      table.find(OWN_ID, own),
      recordId === undefined ? undefined : table.find(undefined, recordId),
    ].find((record) => record !== undefined);
    const emails = [...new Set([...emailsOf(known?.properties), ...valuesOf("EMAIL").map(lower)])];
    const [email = "", ...more] = emails;
    const properties = {
      ...(email === "" ? {} : { email }),
      ...(more.length === 0 ? {} : { hs_additional_emails: more.join(";") }),
      ...(own === "" ? {} : { [OWN_ID]: own }),
    };
    const id = known?.id ?? recordId ?? world.newId();
    world.change({ change: "put", type: "contacts", at: Date.now(), records: [{ id, properties }] });
  }
  return { registered: people.length };
}

const lower = (email: string): string => email.trim().toLowerCase();

/** All addresses of a contact. */
export function emailsOf(properties: Readonly<Record<string, string>> = {}): string[] {
  const { email = "", hs_additional_emails: more = "" } = properties;
  return [email, ...more.split(";")].filter(Boolean);
}
