/** Data Manager's address stands for all three that one account is spoken to at. */
export const DATA_MANAGER = "https://datamanager.googleapis.com";

export type Hosts = {
  dataManager: string;
  /** Google Ads: REST for queries, gRPC for the rest. */
  ads: string;
  /** Where a credential is exchanged for an access token. */
  token: string;
  isSimulated: boolean;
};

/** Google's own addresses, or a simulator that is all three at one. */
export function hostsOf(endpoint: string): Hosts {
  if (endpoint === DATA_MANAGER) {
    return {
      dataManager: DATA_MANAGER,
      ads: "https://googleads.googleapis.com",
      token: "https://oauth2.googleapis.com/token",
      isSimulated: false,
    };
  }
  const base = endpoint.replace(/\/+$/, "");
  return { dataManager: base, ads: base, token: `${base}/token`, isSimulated: true };
}
