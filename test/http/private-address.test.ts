import { afterEach, describe, expect, it, vi } from "vitest";
import { allowedAddress } from "@/lib/http/private-address";

afterEach(() => vi.unstubAllEnvs());

const outcome = (host: string) =>
  allowedAddress(host).then(
    (address) => address,
    (error: { code: string }) => error.code,
  );

describe("a host somebody typed in", () => {
  it.each([
    "127.0.0.1",
    "localhost",
    "0.0.0.0",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "::1",
    "[::1]",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "fe80::1",
    "fd00::1",
    "64:ff9b::a00:1",
    "0x7f000001",
    "2130706433",
    "127.1",
  ])("%s is refused", async (host) => {
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "");
    vi.stubEnv("COTERIE_DEMO", "");
    expect(["PRIVATE_HOST", "UNKNOWN_HOST"]).toContain(await outcome(host));
  });

  it("on the open network is itself", async () => {
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "");
    expect([await outcome("8.8.8.8"), await outcome("2606:4700::1111"), await outcome("172.32.0.1")]).toEqual(
      ["8.8.8.8", "2606:4700::1111", "172.32.0.1"],
    );
  });

  it("is allowed by name, address or range, or all are", async () => {
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "localhost, 10.0.0.0/8 ,fd00::/8,192.168.0.7");
    expect([
      ["127.0.0.1", "::1"].includes(await outcome("localhost")),
      await outcome("127.0.0.1"),
      await outcome("10.9.9.9"),
      await outcome("fd00::5"),
      await outcome("192.168.0.7"),
      await outcome("192.168.0.8"),
    ]).toEqual([true, "PRIVATE_HOST", "10.9.9.9", "fd00::5", "192.168.0.7", "PRIVATE_HOST"]);
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "*");
    expect(await outcome("169.254.169.254")).toBe("169.254.169.254");
  });

  it("of this machine is allowed in the demo, and no other", async () => {
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "");
    vi.stubEnv("COTERIE_DEMO", "1");
    expect([await outcome("127.0.0.1"), await outcome("10.0.0.1")]).toEqual(["127.0.0.1", "PRIVATE_HOST"]);
  });

  it("that no one knows is said to be unknown", async () => {
    expect(await outcome("no-such-host.invalid")).toBe("UNKNOWN_HOST");
  });
});
