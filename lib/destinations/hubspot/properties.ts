import type { PiiTag } from "@/lib/core/catalog/types";
import type { RecordField, RecordFieldType, RecordObject } from "@/lib/core/ports/destination";
import type { Property } from "./answers";

export const OBJECTS = [
  { id: "contacts", name: "Contacts" },
  { id: "companies", name: "Companies" },
] as const;
export type ObjectId = (typeof OBJECTS)[number]["id"];

export const RECORD_ID = "hs_object_id";
export const EMAIL = "email";

const TYPES: Readonly<Record<string, RecordFieldType>> = {
  string: "text",
  phone_number: "text",
  number: "number",
  bool: "boolean",
  date: "date",
  datetime: "datetime",
  enumeration: "choice",
};

/** What HubSpot's own properties hold. One of the account's own may hold anything. */
const TAGS: Readonly<Record<string, PiiTag>> = {
  email: "email",
  work_email: "email",
  phone: "phone",
  mobilephone: "phone",
  fax: "phone",
  firstname: "first_name",
  lastname: "last_name",
  address: "street",
  city: "city",
  state: "state",
  zip: "postal_code",
  country: "country",
  date_of_birth: "birth_date",
  gender: "gender",
  ip_address: "ip_address",
  hs_object_id: "external_id",
};

/** Contacts or companies, with the properties that can be written and those a record can be found by. */
export function recordObject(id: ObjectId, properties: readonly Property[]): RecordObject {
  const keys = keysOf(id, properties);
  const fields = properties
    .filter((one) => isWritable(one) || keys.includes(one.name))
    .flatMap(fieldOf(keys));
  const name = OBJECTS.find((object) => object.id === id)!.name;
  return { id, name, fields, keys };
}

/** Email finds contacts though HubSpot does not call it unique; the record id finds everything. */
function keysOf(id: ObjectId, properties: readonly Property[]): string[] {
  const unique = properties.filter((one) => one.hasUniqueValue && isWritable(one)).map(({ name }) => name);
  const email = id === "contacts" ? [EMAIL] : [];
  return [...new Set([...email, ...unique, RECORD_ID])];
}

const isWritable = ({ calculated, hidden, modificationMetadata }: Property): boolean =>
  !calculated && !hidden && !(modificationMetadata?.readOnlyValue ?? false);

const fieldOf =
  (keys: readonly string[]) =>
  ({ name, label, type, options }: Property): RecordField[] => {
    const known = TYPES[type];
    if (known === undefined) return [];
    const tag = TAGS[name];
    return [
      {
        id: name,
        label,
        type: known,
        tags: tag === undefined ? [] : [tag],
        unique: keys.includes(name),
        ...(known === "choice" ? { choices: inOrder(options).map(({ value }) => value) } : {}),
      },
    ];
  };

/** As HubSpot shows them, which of a lifecycle is its order. */
const inOrder = (options: Property["options"]) =>
  options.toSorted((one, other) => one.displayOrder - other.displayOrder);
