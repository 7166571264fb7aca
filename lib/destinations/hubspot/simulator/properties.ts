import { z } from "zod";

/** A property as `GET /crm/v3/properties/{object}` describes it: the parts that decide what it takes. */
export const Property = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  label: z.string(),
  type: z.enum(["string", "number", "bool", "date", "datetime", "enumeration", "phone_number"]),
  fieldType: z.string(),
  groupName: z.string(),
  hasUniqueValue: z.boolean().default(false),
  options: z.array(z.object({ label: z.string(), value: z.string() })).default([]),
  readOnly: z.boolean().default(false),
});
export type Property = z.infer<typeof Property>;
export type ObjectType = "contacts" | "companies";
export const OBJECT_TYPES = ["contacts", "companies"] as const satisfies readonly ObjectType[];

const FIELD_TYPES: Record<Property["type"], string> = {
  string: "text",
  number: "number",
  bool: "booleancheckbox",
  date: "date",
  datetime: "date",
  enumeration: "select",
  phone_number: "phonenumber",
};

const property = (
  name: string,
  label: string,
  type: Property["type"] = "string",
  more: Partial<Property> = {},
): Property => ({
  name,
  label,
  type,
  fieldType: FIELD_TYPES[type],
  groupName: "information",
  hasUniqueValue: false,
  options: [],
  readOnly: false,
  ...more,
});
const choices = (...pairs: readonly (readonly [string, string])[]): Partial<Property> => ({
  options: pairs.map(([value, label]) => ({ value, label })),
});

/** First to last. */
const LIFECYCLE = choices(
  ["subscriber", "Subscriber"],
  ["lead", "Lead"],
  ["marketingqualifiedlead", "Marketing qualified lead"],
  ["salesqualifiedlead", "Sales qualified lead"],
  ["opportunity", "Opportunity"],
  ["customer", "Customer"],
  ["evangelist", "Evangelist"],
  ["other", "Other"],
);
const UNIQUE = { hasUniqueValue: true };
const READ_ONLY = { readOnly: true };

const both = [
  property("phone", "Phone number"),
  property("city", "City"),
  property("state", "State/Region"),
  property("zip", "Postal code"),
  property("country", "Country/Region"),
  property("lifecyclestage", "Lifecycle stage", "enumeration", LIFECYCLE),
  property("hs_object_id", "Record ID", "number", READ_ONLY),
  property("createdate", "Create date", "datetime", READ_ONLY),
];

/** What a new portal has, and a few of a shop's own. Email is looked up as a unique value without being called one. */
export const STANDARD: Readonly<Record<ObjectType, readonly Property[]>> = {
  contacts: [
    property("email", "Email"),
    property("hs_additional_emails", "Additional email addresses", "enumeration", READ_ONLY),
    property("firstname", "First name"),
    property("lastname", "Last name"),
    property("jobtitle", "Job title"),
    property("company", "Company name"),
    ...both,
    property("customer_id", "Customer id", "string", UNIQUE),
    property("birthday", "Birthday", "date"),
    property("lifetime_value", "Lifetime value", "number"),
    property("last_order_at", "Last order", "datetime"),
    property("newsletter", "Newsletter", "bool", choices(["true", "Yes"], ["false", "No"])),
    property(
      "loyalty_tier",
      "Loyalty tier",
      "enumeration",
      choices(["bronze", "Bronze"], ["silver", "Silver"], ["gold", "Gold"]),
    ),
  ],
  companies: [
    property("name", "Company name"),
    property("domain", "Company domain name"),
    property("numberofemployees", "Number of employees", "number"),
    property("annualrevenue", "Annual revenue", "number"),
    ...both,
    property("account_id", "Account id", "string", UNIQUE),
  ],
};

/** What is wrong with a value, in HubSpot's word for it; null: nothing. The empty text clears. */
export function problemOf(property: Property | undefined, value: string): string | null {
  if (!property) return "PROPERTY_DOESNT_EXIST";
  if (property.readOnly) return "READ_ONLY_VALUE";
  if (value === "") return null;
  if (value.length > 65_536) return "INVALID_STRING_LENGTH";
  return PROBLEMS[property.type]?.(value, property) ?? null;
}

const PROBLEMS: Partial<Record<Property["type"], (value: string, property: Property) => string | null>> = {
  string: (value, { name }) =>
    name === "email" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value) ? "INVALID_EMAIL" : null,
  number: (value) => (Number.isFinite(Number(value)) ? null : "INVALID_FLOAT"),
  bool: (value) => (value === "true" || value === "false" ? null : "INVALID_OPTION"),
  date: (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) || isMidnight(value) ? null : "INVALID_DATE"),
  datetime: (value) => (isEpoch(value) || isInstant(value) ? null : "INVALID_DATE"),
  enumeration: (value, { options }) =>
    value.split(";").every((one) => options.some((option) => option.value === one)) ? null : "INVALID_OPTION",
};

const isEpoch = (value: string): boolean => /^-?\d{1,15}$/.test(value);
const isMidnight = (value: string): boolean => isEpoch(value) && Number(value) % 86_400_000 === 0;
const isInstant = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T/.test(value) && Number.isFinite(Date.parse(value));

/** As the API tells it. */
export function described({ readOnly, ...property }: Property) {
  return {
    ...property,
    description: "",
    options: property.options.map((option, displayOrder) => ({ ...option, displayOrder, hidden: false })),
    displayOrder: -1,
    calculated: false,
    externalOptions: false,
    hidden: false,
    archived: false,
    hubspotDefined: true,
    formField: !readOnly,
    modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: readOnly },
  };
}
