import { z } from "zod";

/** Google writes an account as 123-456-7890 and takes it without hyphens. */
const Account = z
  .string()
  .trim()
  .transform((account) => account.replaceAll("-", ""))
  .pipe(z.string().regex(/^[0-9]{10}$/, "An account is ten digits, with or without hyphens."));

const choice = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  fallback: Values[number],
) => z.enum(values).default(fallback);

/** An empty field of a form is a setting left out. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

export const Settings = z
  .object({
    customerId: Account.meta({
      title: "Google Ads account",
      description: "The customer id whose lists are written, for example 123-456-7890.",
    }),
    loginCustomerId: optional(Account).meta({
      title: "Manager account",
      description:
        "Where the sign-in belongs to a manager account above that one: the manager's customer id.",
    }),
    termsAccepted: z.enum(["yes", "no"]).meta({
      title: "Customer Match terms are accepted",
      description:
        "Google takes members only from accounts that accepted its customer data terms in Google Ads.",
      labels: { yes: "Yes, an admin of the account accepted them", no: "Not yet" },
    }),
    transport: choice(["data_manager", "offline_user_data_job"], "data_manager").meta({
      title: "Way in",
      description:
        "The Data Manager API is open to all; the Google Ads API's jobs only to projects that used them before April 2026.",
      labels: { data_manager: "Data Manager API", offline_user_data_job: "Google Ads API, offline jobs" },
    }),
    uploadKeyType: choice(["contact_info", "user_id", "mobile_id"], "contact_info").meta({
      title: "What new lists hold",
      description: "A list takes one kind of identifier for ever; e-mail, phone and address are one kind.",
      labels: { contact_info: "E-mail, phone and address", user_id: "Your own ids", mobile_id: "Mobile ids" },
    }),
    mobileAppId: optional(z.string().trim().max(200)).meta({
      title: "App of the mobile ids",
      description: "Only for lists of mobile ids: com.example.app or the App Store's number.",
    }),
    unknownConsent: choice(["granted", "denied"], "granted").meta({
      title: "Consent where none is mapped",
      description:
        "Only people with the policy's consent leave at all, so granted is right unless Google's two are asked apart.",
      labels: { granted: "Granted", denied: "Denied" },
    }),
  })
  .refine(({ uploadKeyType, mobileAppId }) => uploadKeyType !== "mobile_id" || mobileAppId !== undefined, {
    path: ["mobileAppId"],
    message: "Lists of mobile ids belong to an app: name it.",
  });
export type Settings = z.infer<typeof Settings>;
