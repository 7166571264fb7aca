import { describe, expect, it } from "vitest";
import type { ListStore } from "@/lib/core/ports/list-store";

const content = (...hashes: string[]) => ({ form: "exact", salt: "s", hashes }) as const;

/** What every store of lists must do; `create` gives the same store again, as another process would open it. */
export function listStoreContract(name: string, create: () => ListStore): void {
  describe(`store of lists: ${name}`, () => {
    it("gives back what was stored, by the hash of it, to whoever brings it first", async () => {
      const hash = await create().write("one", content("a", "b"));
      const other = create();
      await other.bring([{ list: "one", hash }]);
      expect(other.read("one", hash)).toEqual(content("a", "b"));
    });

    it("keeps contents of a list side by side until all but one are removed", async () => {
      const store = create();
      const [before, after] = [
        await store.write("two", content("a")),
        await store.write("two", content("b")),
      ];
      expect([store.read("two", before), store.read("two", after)]).toEqual([content("a"), content("b")]);
      await store.keepOnly("two", after);
      const places = [before, after].map((hash) => ({ list: "two", hash }));
      const other = create();
      await other.bring(places);
      expect(other.read("two", after)).toEqual(content("b"));
      expect(() => other.read("two", before)).toThrow("not where this process looks for them");
    });

    it("stores the same twice as one, and an empty list", async () => {
      const store = create();
      const hash = await store.write("three", content());
      expect(await store.write("three", content())).toBe(hash);
      expect(store.read("three", hash)).toEqual(content());
    });

    it("removes a list, and only that one", async () => {
      const store = create();
      const [four, five] = [await store.write("four", content("a")), await store.write("five", content("a"))];
      await store.keepOnly("four", null);
      await store.keepOnly("never there", null);
      await store.bring([{ list: "four", hash: four }]);
      expect(() => store.read("four", four)).toThrow("not where this process looks for them");
      expect(store.read("five", five)).toEqual(content("a"));
    });

    it("says where to look for what is not there", async () => {
      const store = create();
      await store.bring([{ list: "six", hash: "0" }]);
      expect(() => store.read("six", "0")).toThrow("not where this process looks for them");
    });
  });
}
