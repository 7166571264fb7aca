"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { useApi } from "@/components/api/use-api";
import { AdminsOnly } from "@/components/shell/admins-only";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { Empty, Loaded } from "@/components/ui/states";
import type { AlertChannelView } from "@/lib/core/views/alert";
import { ChannelsTable } from "./channels-table";
import { NewChannel } from "./new-channel";
import { OpenAlerts } from "./open-alerts";
import { WorkspaceThresholds } from "./workspace-thresholds";

export function AlertsScreen() {
  const mayManage = useMay("admin");
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/settings", label: "Settings" }]}
        title="Alerts"
        actions={
          mayManage && (
            <Button look="accent" onClick={() => setAdding(true)}>
              <Plus aria-hidden className="size-4" />
              Add channel
            </Button>
          )
        }
      />
      <PageBody>
        <Section title="Open now">
          <OpenAlerts of="" named well="Every sync is well." />
        </Section>
        <Section title="Channels">
          <AdminsOnly what="sets where alerts are told">
            <Channels />
          </AdminsOnly>
        </Section>
        <Section title="Thresholds" aside="of this workspace; each sync may have its own">
          <WorkspaceThresholds />
        </Section>
      </PageBody>
      <Dialog
        open={adding}
        onOpenChange={setAdding}
        title="Add a channel"
        description="It is told once of every change: what is wrong, and when all is well again."
      >
        <NewChannel onDone={() => setAdding(false)} />
      </Dialog>
    </>
  );
}

/** A test that did not arrive is told by the channel too. */
const POLL_MS = 5_000;

function Channels() {
  const channels = useApi<AlertChannelView[]>("/alert-channels", { poll: () => POLL_MS });
  return (
    <Loaded query={channels}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty title="Nobody is told yet">
            Add a channel, and a failed or blocked run reaches you instead of waiting to be found.
          </Empty>
        ) : (
          <ChannelsTable rows={rows} />
        )
      }
    </Loaded>
  );
}
