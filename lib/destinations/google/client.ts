import type { ConnectInput, DestinationClient } from "@/lib/core/ports/destination";
import { createAds } from "./ads/client";
import { createDataManager } from "./data-manager/client";
import { hostsOf } from "./hosts";
import type { Settings } from "./settings";
import { createTokens } from "./token";

/** A batch of 10,000 takes seconds. */
const TIMEOUT = 60_000;

/** A Google Ads account's customer lists, by the way in that its settings choose. */
export function connectGoogle({ settings, secrets, endpoint }: ConnectInput<Settings>): DestinationClient {
  const hosts = hostsOf(endpoint);
  const basics = { timeout: TIMEOUT, now: Date.now };
  const tokens = createTokens({ url: hosts.token, secrets, ...basics });
  if (settings.transport === "offline_user_data_job") {
    return createAds(settings, { hosts, tokens, developerToken: secrets.developerToken, ...basics });
  }
  const { loginCustomerId } = settings;
  return createDataManager(settings, { host: hosts.dataManager, tokens, loginCustomerId, ...basics });
}
