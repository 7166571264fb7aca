"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { useApi, useSend } from "@/components/api/use-api";
import { UsedBy } from "@/components/catalog/used-by";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { Facts, PageBody, PageHeader, Section } from "@/components/ui/page";
import { Loaded } from "@/components/ui/states";
import { Ago } from "@/components/ui/time";
import type { ListView } from "@/lib/core/views/list";
import { FORM_WORDS, valuesInWords } from "./form-words";
import { LookUp } from "./look-up";
import { ValuesForm } from "./values-form";

const CRUMBS = [
  { href: "/catalog", label: "Catalog" },
  { href: "/catalog/lists", label: "Lists" },
];

/** One list: how much it holds, who uses it, and how it changes. */
export function ListScreen({ id }: { id: string }) {
  const list = useApi<ListView>(`/lists/${id}`, { fresh: true });
  const mayChange = useMay("marketer");
  return (
    <Loaded query={list}>
      {(view) => (
        <>
          <PageHeader
            crumbs={CRUMBS}
            title={view.name}
            aside={
              <span className="text-xs text-ink-3">
                changed <Ago at={view.updatedAt} /> by {view.updatedBy}
              </span>
            }
            actions={mayChange && <DeleteList id={id} />}
          />
          <PageBody className="max-w-3xl">
            <Section title="What it holds">
              <Facts
                facts={[
                  {
                    term: "Values",
                    value: <span className="tabular-nums">{valuesInWords(view.entries)}</span>,
                  },
                  {
                    term: "Of",
                    value: (
                      <code className="font-mono text-xs">
                        {view.entity}.{view.column}
                      </code>
                    ),
                  },
                  { term: "Compared", value: FORM_WORDS[view.form] },
                  { term: "Kept as", value: "salted hashes; nobody can read them back" },
                ]}
              />
            </Section>
            {mayChange && (
              <>
                <Section title="Change its values">
                  <ValuesForm list={view} />
                </Section>
                <Section title="Is someone on it?">
                  <LookUp id={id} isEmpty={view.entries === 0} />
                </Section>
              </>
            )}
            <Section title="Used by">
              <UsedBy usage={view.usedBy} noun="list" />
            </Section>
          </PageBody>
        </>
      )}
    </Loaded>
  );
}

function DeleteList({ id }: { id: string }) {
  const router = useRouter();
  const remove = useSend<string, { id: string }>({
    request: (one) => ({ path: `/lists/${one}/delete` }),
    refresh: ["/lists"],
    done: () => {
      toast.success("Deleted, with all it held.");
      router.push("/catalog/lists");
    },
  });
  return (
    <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate(id)}>
      Delete
    </Button>
  );
}
