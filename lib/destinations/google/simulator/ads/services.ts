import type { Fault } from "@/lib/kit/simulator/faults";
import type { GoogleWorld } from "../world";
import { type AdsError, type AdsRefusal, forbidden, listError, notAllowlisted } from "./failures";
import type { Jobs } from "./jobs";
import { AddOperations, CreateJob, MutateLists, RunJob } from "./messages";

/** A message of the answer, a refusal, or an answer that refuses some of the operations. */
export type Answer = { message: object } | { refusal: AdsRefusal } | { partial: readonly AdsError[] };
export type Procedure = (request: unknown, fault: Fault | undefined) => Answer;

const MOST_DAYS = 540;
const KEYS = { CONTACT_INFO: "CONTACT_ID", CRM_ID: "USER_ID", MOBILE_ADVERTISING_ID: "MOBILE_ID" } as const;

/** The four procedures of the Google Ads API that lists and jobs take, by service and name. */
export function procedures(google: GoogleWorld, jobs: Jobs): Record<string, Record<string, Procedure>> {
  return {
    UserListService: {
      MutateUserLists(request) {
        const { customer_id: customer, operations } = MutateLists.parse(request);
        if (customer !== google.account) return { refusal: forbidden() };
        const [{ create }] = operations as [(typeof operations)[number]];
        const { name, description, membership_life_span: days, crm_based_user_list: list } = create;
        if ([...google.world.audiences.values()].some((one) => one.name === name))
          return { refusal: listError("NAME_ALREADY_USED") };
        if (days > MOST_DAYS)
          return { refusal: { http: 400, grpc: 3, errors: [{ family: "range_error", name: "TOO_HIGH" }] } };
        if (list.upload_key_type === "MOBILE_ADVERTISING_ID" && !list.app_id)
          return { refusal: listError("APP_ID_NOT_SET") };
        const seconds = String(days * 86_400);
        const id = google.world.create(name, { description, keyType: KEYS[list.upload_key_type], seconds });
        return { message: { results: [{ resource_name: `customers/${google.account}/userLists/${id}` }] } };
      },
    },
    OfflineUserDataJobService: {
      CreateOfflineUserDataJob(request) {
        const { customer_id: customer, job } = CreateJob.parse(request);
        if (customer !== google.account) return { refusal: forbidden() };
        if (!google.isAllowlisted) return { refusal: notAllowlisted() };
        const { user_list: list, consent } = job.customer_match_user_list_metadata;
        const made = jobs.create(list, consent?.ad_user_data === "GRANTED");
        return typeof made === "string" ? { message: { resource_name: made } } : { refusal: made };
      },
      AddOfflineUserDataJobOperations(request, fault) {
        const {
          resource_name: name,
          operations,
          enable_partial_failure: partial,
        } = AddOperations.parse(request);
        const outcome = jobs.add(name, operations, fault);
        if (!Array.isArray(outcome)) return { refusal: outcome as AdsRefusal };
        if (outcome.length === 0) return { message: {} };
        return partial ? { partial: outcome } : { refusal: { http: 400, grpc: 3, errors: outcome } };
      },
      RunOfflineUserDataJob(request) {
        const { resource_name: name } = RunJob.parse(request);
        const refusal = jobs.run(name);
        return refusal ? { refusal } : { message: { name: `operations/${name}`, done: false } };
      },
    },
  };
}
