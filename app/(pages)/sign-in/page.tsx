import type { Metadata } from "next";
import { SignInScreen } from "@/components/sign-in/sign-in-screen";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  return <SignInScreen hasEnded={"ended" in (await searchParams)} />;
}
