import type { Metadata } from "next";
import { SignInScreen } from "@/components/sign-in/sign-in-screen";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  return <SignInScreen hasEnded={"ended" in (await searchParams)} />;
}
