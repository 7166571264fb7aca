import { describe, expect, it } from "vitest";
import { freeName } from "@/components/syncs/free-name";

describe("the name a sync is offered", () => {
  it("is that of its audience and destination, and of no other sync", () => {
    expect(freeName("VIPs to HubSpot", ["VIPs to Meta"])).toBe("VIPs to HubSpot");
    expect(freeName("VIPs to HubSpot", ["VIPs to HubSpot"])).toBe("VIPs to HubSpot, 2");
    expect(freeName("VIPs to HubSpot", ["VIPs to HubSpot", "VIPs to HubSpot, 2"])).toBe("VIPs to HubSpot, 3");
  });
});
