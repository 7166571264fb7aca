import { LinkButton } from "@/components/ui/button";

export default function PageNotFound() {
  return (
    <main className="mx-auto flex max-w-md flex-col items-start gap-3 px-4 py-24">
      <h1 className="text-lg font-semibold">There is no such page.</h1>
      <p className="text-sm text-ink-2">The address may be mistyped, or what it showed was moved.</p>
      <LinkButton href="/audiences" look="accent">
        Go to audiences
      </LinkButton>
    </main>
  );
}
