import type { PlatformAnswer, PlatformCall } from "@/lib/kit/simulator/server";
import { sizesOf } from "../lists";
import type { GoogleWorld } from "../world";
import { forbidden, missing, overRest, signedOut } from "./failures";
import type { Jobs } from "./jobs";

/** `googleAds:searchStream` for the three things that are asked: the account, its customer lists, its jobs. */
export function answerQuery(google: GoogleWorld, jobs: Jobs, call: PlatformCall): PlatformAnswer {
  if (!google.tokens.knows(call.headers.authorization)) return overRest(signedOut());
  const [, customer] = /^\/v25\/customers\/([0-9]+)\/googleAds:searchStream$/.exec(call.path) ?? [];
  if (customer === undefined) return overRest(missing());
  const login = call.headers["login-customer-id"];
  if (customer !== google.account || (login !== undefined && login !== google.manager))
    return overRest(forbidden());
  const query = String(call.body.query ?? "");
  const [, resource = ""] = /\sFROM\s+([a-z_]+)/.exec(query) ?? [];
  const results = { customer: customerRows, user_list: listRows, offline_user_data_job: jobRows }[resource];
  if (!results) return overRest(missing());
  return { status: 200, body: [{ results: results({ google, jobs, query }) }] };
}

type Asked = { google: GoogleWorld; jobs: Jobs; query: string };

const customerRows = ({ google: { account } }: Asked) => [
  {
    customer: { resourceName: `customers/${account}`, id: account, descriptiveName: "Simulated Ads account" },
  },
];

function listRows({ google, query }: Asked) {
  const [, wanted] = /user_list\.id\s*=\s*([0-9]+)/.exec(query) ?? [];
  return [...google.world.audiences.values()]
    .filter(({ id }) => wanted === undefined || id === wanted)
    .map((audience) => {
      const { display, search } = sizesOf(audience);
      return {
        userList: {
          resourceName: `customers/${google.account}/userLists/${audience.id}`,
          id: audience.id,
          name: audience.name,
          sizeForDisplay: String(display),
          sizeForSearch: String(search),
        },
      };
    });
}

function jobRows({ jobs, query }: Asked) {
  const names = [...query.matchAll(/'(customers\/[0-9]+\/offlineUserDataJobs\/[0-9]+)'/g)];
  return names.flatMap(([, resourceName = ""]) => {
    const status = jobs.statusOf(resourceName);
    return status ? [{ offlineUserDataJob: { resourceName, status } }] : [];
  });
}
