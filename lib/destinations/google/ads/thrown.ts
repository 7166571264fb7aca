import { z } from "zod";
import type { Refusal } from "../failures";
import type { OpenAds } from "./sdk";

/**
 * What the SDK throws: a GoogleAdsFailure (which is no Error) with enums as numbers or names, an error of gRPC with its code, or
 * of axios. All of them can quote the request, so what they say is taken and they themselves go no further.
 */

/** One member of the union is set: { user_list_error: 12 }. */
const ErrorCode = z.unknown().transform((code) => {
  const [entry] = Object.entries({ ...Object(code) }).filter(([, value]) => value !== null && value !== 0);
  return entry === undefined ? null : { family: entry[0], value: entry[1] as unknown };
});
const AdsError = z.object({
  error_code: ErrorCode,
  location: z
    .object({
      field_path_elements: z
        .array(z.object({ field_name: z.string().nullish(), index: z.coerce.number().nullish() }))
        .nullish(),
    })
    .nullish(),
  details: z
    .object({
      quota_error_details: z
        .object({
          rate_name: z.string().nullish(),
          retry_delay: z.object({ seconds: z.coerce.number().nullish() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export const AdsFailure = z.object({ errors: z.array(AdsError).min(1) });
type AdsError = z.infer<typeof AdsError>;

/** The name of an enum's number: ("user_list_error", 12) is NAME_ALREADY_USED. */
export function reasonOf({ sdk }: OpenAds, { error_code: code }: AdsError): string {
  if (code === null) return "UNSPECIFIED";
  if (typeof code.value === "string") return code.value;
  const name = code.family.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const family: unknown = Reflect.get(sdk.errors, `${name}Enum`);
  const names = Object(Reflect.get(Object(family), name)) as Record<number, string>;
  return names[Number(code.value)] ?? "UNKNOWN";
}

/** Which of the operations an error is about, or null. */
export function operationOf({ location }: AdsError): number | null {
  const element = location?.field_path_elements?.find(({ field_name: name }) => name === "operations");
  return element?.index ?? null;
}

export function refusalOf(
  ads: OpenAds,
  thrown: unknown,
): Pick<Refusal, "reasons" | "status" | "quota" | "wait"> {
  const failure = AdsFailure.safeParse(thrown);
  if (failure.success) {
    const { errors } = failure.data;
    const quota = errors.map(({ details }) => details?.quota_error_details).find(Boolean);
    const seconds = quota?.retry_delay?.seconds ?? 0;
    return {
      reasons: errors.map((error) => reasonOf(ads, error)),
      status: statusOfFamily(errors[0]!.error_code?.family),
      ...(quota?.rate_name ? { quota: quota.rate_name } : {}),
      ...(seconds > 0 ? { wait: seconds * 1000 } : {}),
    };
  }
  return { reasons: [], status: statusOf(thrown) };
}

const FAMILIES: Readonly<Record<string, number>> = {
  authentication_error: 401,
  authorization_error: 403,
  quota_error: 429,
  internal_error: 500,
  database_error: 409,
};
const statusOfFamily = (family = ""): number => FAMILIES[family] ?? 400;

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html (2026-11-20) */
const GRPC: Readonly<Record<number, number>> = { 3: 400, 5: 404, 7: 403, 8: 429, 9: 400, 10: 409, 16: 401 };

/** Of gRPC's code, of an HTTP answer, or of the error that one was turned into; null where none came. */
function statusOf(thrown: unknown): number | null {
  const { code, response, cause } = Object(thrown);
  if (typeof response?.status === "number") return response.status >= 400 ? response.status : null;
  if (typeof cause?.code === "number") return cause.code;
  return typeof code === "number" ? (GRPC[code] ?? null) : null;
}
