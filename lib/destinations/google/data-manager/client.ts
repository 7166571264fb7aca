import { z } from "zod";
import { CoterieError } from "@/lib/core/errors";
import type { SetBatch, SetClient } from "@/lib/core/ports/destination";
import { LIFETIME_DAYS } from "../limits";
import { membersOf } from "../members";
import { accountNameOf, objectOf } from "../objects";
import type { Settings } from "../settings";
import { RequestAnswer, StatusAnswer, UserList, UserListPage } from "./answers";
import { destinationOf, memberBody, userListBody } from "./bodies";
import { type CallSettings, createCalls } from "./calls";
import { dropped, outcomeOf } from "./outcome";

const PAGE = 1000;
const Anything = z.unknown();

/**
 * The Data Manager API: lists, and members that are taken in at once and settled later.
 * https://developers.google.com/data-manager/api/reference/rest (2026-11-20)
 */
export function createDataManager(settings: Settings, connection: CallSettings) {
  const call = createCalls(connection);
  const account = `/v1/accountTypes/GOOGLE_ADS/accounts/${settings.customerId}`;

  const page = (size: number, token?: string) =>
    call({
      method: "GET",
      path: `${account}/userLists?${new URLSearchParams({
        pageSize: String(size),
        ...(token ? { pageToken: token } : {}),
      })}`,
      shape: UserListPage,
    });

  const set: SetClient = {
    async listObjects() {
      const lists: UserList[] = [];
      let token: string | undefined;
      do {
        const { userLists, nextPageToken } = await page(PAGE, token);
        lists.push(...userLists);
        token = nextPageToken || undefined;
      } while (token);
      return lists.filter(takesMembers).map(objectOf);
    },

    async createObject(given) {
      const json = userListBody(settings, given, LIFETIME_DAYS);
      return objectOf(await call({ method: "POST", path: `${account}/userLists`, json, shape: UserList }));
    },

    async getObject(id, options) {
      const path = `${account}/userLists/${encodeURIComponent(id)}`;
      return objectOf(await call({ ...options, method: "GET", path, shape: UserList }));
    },

    async send(batch, options) {
      const isAdd = batch.operation === "add";
      const path = `/v1/audienceMembers:${isAdd ? "ingest" : "remove"}`;
      const json = requestBody(batch, isAdd);
      const asked = { ...options, method: "POST", path, json, shape: RequestAnswer, sending: true } as const;
      const { requestId } = await call(asked);
      return { received: batch.rows.length, refused: 0, ticket: requestId };
    },

    async settle(ticket, options) {
      const path = `/v1/requestStatus:retrieve?${new URLSearchParams({ requestId: ticket })}`;
      return outcomeOf(
        await call({ ...options, method: "GET", path, shape: StatusAnswer }).catch((error: unknown) => {
          // A request Google knows nothing of did nothing: sending it again is right, and harmless where it did.
          if (error instanceof CoterieError && error.details.reason === "INVALID_REQUEST_ID") throw dropped();
          throw error;
        }),
      );
    },

    async clear(object, options) {
      const json = { destinations: [destinationOf(settings, object)] };
      const path = "/v1/audienceMembers:removeAll";
      await call({ ...options, method: "POST", path, json, shape: Anything });
    },
  };

  function requestBody(batch: SetBatch, isAdd: boolean) {
    const members = membersOf(batch, settings.unknownConsent);
    return {
      destinations: [destinationOf(settings, batch.object)],
      audienceMembers: members.map((member) => memberBody(batch.identifier, member, isAdd)),
      encoding: "HEX",
      ...(isAdd && settings.termsAccepted === "yes"
        ? { termsOfService: { customerMatchTermsOfServiceStatus: "ACCEPTED" } }
        : {}),
    };
  }

  return {
    /** The API has no name for an account, so one page of its lists shows that it may be used. */
    async test() {
      await page(1);
      return { account: settings.customerId, name: accountNameOf(settings.customerId) };
    },
    set,
  };
}

/** The account's other audiences (visitors of a site, shared lists) are nobody's to upload to. */
const takesMembers = ({ ingestedUserListInfo, readOnly }: UserList): boolean =>
  ingestedUserListInfo !== undefined && readOnly !== true;
