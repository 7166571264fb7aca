"use client";

import { useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { PriceNotice } from "@/components/audience-builder/size/price-notice";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Empty, ErrorNotice, Loaded, Skeleton } from "@/components/ui/states";
import type { PriceView } from "@/lib/core/views/builder";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { PeopleFoundView } from "@/lib/core/views/person";
import { FindForm, type Search } from "./find-form";
import { PersonAudiences } from "./person-audiences";

/** Looks up one person, and says which audiences they are in, and why, in and out alike. */
export function PeopleScreen() {
  const mayLook = useMay("marketer");
  const catalog = useApi<CatalogView>("/catalog");
  return (
    <>
      <PageHeader title="People" />
      <PageBody className="max-w-4xl">
        {mayLook ? (
          <Loaded query={catalog} skeleton={<Skeleton className="h-24" />}>
            {(view) => <LookUp catalog={view} />}
          </Loaded>
        ) : (
          <Empty title="Viewers do not look people up">
            Ask an admin of this workspace for another role.
          </Empty>
        )}
      </PageBody>
    </>
  );
}

function LookUp({ catalog }: { catalog: CatalogView }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const find = useSend<Search & { agreedBytes?: number }, PeopleFoundView | PriceView>({
    request: (body) => ({ path: "/people/find", body }),
    quiet: true,
    done: (answer) => setChosen("keys" in answer && answer.keys.length === 1 ? answer.keys[0]! : null),
  });
  const price = find.data && "price" in find.data ? find.data.price : null;
  const found = find.data && "keys" in find.data ? find.data : undefined;
  const entity = catalog.entities.find(({ name }) => name === found?.entity);
  return (
    <div className="flex flex-col gap-6">
      <p className="text-sm text-ink-2">
        What you type is asked of the warehouse and kept nowhere. That somebody was looked up is written down,
        not who.
      </p>
      <FindForm catalog={catalog} isBusy={find.isPending} onFind={(search) => find.mutate(search)} />
      {find.error && <ErrorNotice error={find.error} />}
      {price && find.variables && (
        <PriceNotice
          price={price}
          onAgree={() => find.mutate({ ...find.variables, agreedBytes: price.bytes })}
        />
      )}
      {found && entity && (
        <div role="status">
          {found.keys.length === 0 && (
            <Empty title={`No ${entity.singular} is found by that`}>
              Check how it is written. Addresses are compared whatever their capitals, and whole.
            </Empty>
          )}
          {found.keys.length > 1 && (
            <Several found={found} singular={entity.singular} chosen={chosen} onChoose={setChosen} />
          )}
        </div>
      )}
      {found && entity && chosen !== null && (
        <PersonAudiences key={chosen} entity={entity} personKey={chosen} />
      )}
    </div>
  );
}

function Several({
  found,
  singular,
  chosen,
  onChoose,
}: {
  found: PeopleFoundView;
  singular: string;
  chosen: string | null;
  onChoose: (key: string) => void;
}) {
  const count = found.more ? `More than ${found.keys.length}` : `${found.keys.length}`;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm">{`${count} rows have this value. Choose the ${singular}:`}</p>
      <ul className="flex flex-wrap gap-2">
        {found.keys.map((key) => (
          <li key={key}>
            <Button size="sm" aria-pressed={key === chosen} onClick={() => onChoose(key)}>
              {key}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
