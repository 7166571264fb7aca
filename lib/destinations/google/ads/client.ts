import { z } from "zod";
import { CoterieError } from "@/lib/core/errors";
import type {
  CallOptions,
  DestinationClient,
  RefusedRow,
  SetBatch,
  SetClient,
} from "@/lib/core/ports/destination";
import { inTime } from "@/lib/http/in-time";
import { inTurn } from "@/lib/kit/in-turn";
import { exchange } from "@/lib/trace/exchange";
import { dropped } from "../data-manager/outcome";
import { translateRefusal } from "../failures";
import { BATCH_ROWS, LIFETIME_DAYS } from "../limits";
import { type Consent, type Member, membersOf } from "../members";
import { accountNameOf, objectOf } from "../objects";
import type { Settings } from "../settings";
import { operationFor, userListFor } from "./bodies";
import { addOperations, createJob, jobStatuses, runJob } from "./jobs";
import { type AdsSettings, type OpenAds, openAds } from "./sdk";
import { refusalOf } from "./thrown";
import { readTicket, writeTicket } from "./ticket";

export type AdsConnection = Omit<AdsSettings, "customerId" | "loginCustomerId"> & { now: () => number };

type Calling = Pick<CallOptions, "signal"> & { sending?: boolean; mayCall?: () => Promise<void> };

/** Of all calls of one piece of work. */
const callingOf = (options: CallOptions = {}): Calling => ({
  signal: options.signal,
  mayCall: inTurn(options),
});

const LIST_FIELDS = "user_list.id, user_list.name, user_list.size_for_display, user_list.size_for_search";
const ListRows = z.array(
  z.object({
    user_list: z.object({
      id: z.coerce.string(),
      name: z.string().default(""),
      size_for_display: z.coerce.number().optional(),
      size_for_search: z.coerce.number().optional(),
    }),
  }),
);
const CustomerRows = z.array(z.object({ customer: z.object({ descriptive_name: z.string().optional() }) }));
const CreatedList = z.object({ results: z.array(z.object({ resource_name: z.string() })).min(1) });

/** The Google Ads API: lists by query and mutation, members by jobs that run for hours. */
export function createAds(settings: Settings, connection: AdsConnection): DestinationClient {
  const { customerId, loginCustomerId } = settings;
  const { hosts, tokens, timeout, now } = connection;
  const { host } = new URL(hosts.ads);

  /** One exchange; a token revoked before its hour was over is asked for once more. Each waits until it may be made. */
  async function call<Result>(
    act: (ads: OpenAds) => Promise<Result>,
    { signal, sending = false, mayCall = inTurn({}) }: Calling = {},
  ): Promise<Result> {
    const attempt = async (): Promise<Result> => {
      await mayCall();
      const ads = await openAds({ ...connection, customerId, loginCustomerId }, signal);
      return exchange({ method: "SDK", host }, () =>
        inTime(act(ads), { host, timeout, signal }).catch((thrown: unknown) => {
          if (thrown instanceof CoterieError) throw thrown;
          throw translateRefusal({ ...refusalOf(ads, thrown), sending, now: now() });
        }),
      );
    };
    return attempt().catch((error: unknown) => {
      if (error instanceof CoterieError && error.code === "TOKEN_REJECTED" && tokens.forget())
        return attempt();
      throw error;
    });
  }

  async function lists(where: string, options?: CallOptions) {
    const query = `SELECT ${LIST_FIELDS} FROM user_list WHERE user_list.type = 'CRM_BASED'${where} ORDER BY user_list.id`;
    const rows = ListRows.parse(
      await call((ads): Promise<unknown> => ads.customer.query(query), callingOf(options)),
    );
    return rows.map(({ user_list: { id, name, size_for_display, size_for_search } }) =>
      objectOf({
        id,
        displayName: name,
        sizeInfo: {
          displayNetworkMembersCount: size_for_display,
          searchNetworkMembersCount: size_for_search,
        },
      }),
    );
  }

  const listName = (id: string) => `customers/${customerId}/userLists/${id}`;

  const set: SetClient = {
    listObjects: () => lists(""),

    async getObject(id, options) {
      const [found] = /^[0-9]+$/.test(id) ? await lists(` AND user_list.id = ${id}`, options) : [];
      if (found) return found;
      throw translateRefusal({ reasons: ["NOT_FOUND"], status: 404, sending: false, now: now() });
    },

    async createObject(given) {
      const answer = await call((ads): Promise<unknown> => {
        const list = userListFor(ads, settings, given, LIFETIME_DAYS);
        return ads.customer.userLists.create([list]);
      });
      const [{ resource_name: name }] = CreatedList.parse(answer).results as [{ resource_name: string }];
      return objectOf({ id: name.slice(name.lastIndexOf("/") + 1), displayName: given.name });
    },

    async send(batch, options) {
      refuseTooMany(batch);
      const calling = callingOf(options);
      const jobs: string[] = [];
      const refused: RefusedRow[] = [];
      for (const group of groupsOf(batch, settings)) {
        const one = await sendGroup(batch, group, calling);
        if (one.job) jobs.push(one.job);
        refused.push(...one.refused);
      }
      const ticket = writeTicket({ jobs, rows: batch.rows.length, refused });
      return { received: batch.rows.length, refused: 0, ticket };
    },

    async settle(text, options) {
      const { jobs, rows, refused } = readTicket(text);
      const statuses =
        jobs.length === 0 ? [] : await call((ads) => jobStatuses(ads, jobs), callingOf(options));
      if (statuses.includes("FAILED") || statuses.length < jobs.length) throw dropped();
      if (statuses.some((status) => status !== "SUCCESS")) return "pending";
      return {
        received: rows,
        refused: refused.length,
        ...(refused.length > 0 ? { refusedRows: refused } : {}),
      };
    },

    async clear(object, options) {
      const list = listName(object);
      const calling = callingOf(options);
      const job = await call((ads) => createJob(ads, { customerId, list, consent: null }), calling);
      await call((ads) => addOperations(ads, job, [{ remove_all: true }]), calling);
      await call((ads) => runJob(ads, job), calling);
    },
  };

  /** Google would take ten times as many and advises against it. */
  function refuseTooMany({ rows }: SetBatch): void {
    if (rows.length <= BATCH_ROWS) return;
    const reasons = ["TOO_MANY_USER_IDENTIFIERS"];
    throw translateRefusal({ reasons, status: 400, sending: true, now: now() });
  }

  /** A job of its own for each batch and consent: what is sent twice is taken twice, and changes nothing. */
  async function sendGroup(batch: SetBatch, { consent, rows }: Group, calling: Calling) {
    const isAdd = batch.operation === "add";
    const sending = { ...calling, sending: true };
    const list = listName(batch.object);
    const job = await call((ads) => createJob(ads, { customerId, list, consent }), calling);
    const operations = rows.map(({ member }) => operationFor(batch.identifier, member, isAdd));
    const places = await call((ads) => addOperations(ads, job, operations), sending);
    if (places.length < rows.length) await call((ads) => runJob(ads, job), calling);
    const refused = places.map((one) => ({ ...one, row: rows[one.row]!.row }));
    return { job: places.length < rows.length ? job : null, refused };
  }

  return {
    async test() {
      const query = "SELECT customer.id, customer.descriptive_name FROM customer LIMIT 1";
      const rows = CustomerRows.parse(await call((ads): Promise<unknown> => ads.customer.query(query)));
      return { account: customerId, name: rows[0]?.customer.descriptive_name || accountNameOf(customerId) };
    },
    set,
  };
}

type Group = { consent: Consent | null; rows: { row: number; member: Member }[] };

/** Rows whose people said the same; a removal needs no consent. */
function groupsOf(batch: SetBatch, settings: Settings): Group[] {
  const groups = new Map<string, Group>();
  for (const [row, member] of membersOf(batch, settings.unknownConsent).entries()) {
    const consent = batch.operation === "add" ? member.consent : null;
    const key = JSON.stringify(consent);
    const group = groups.get(key) ?? { consent, rows: [] };
    group.rows.push({ row, member });
    groups.set(key, group);
  }
  return [...groups.values()];
}
