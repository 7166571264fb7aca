import { signOut } from "next-auth/react";

export async function leave(): Promise<void> {
  await signOut({ redirect: false });
  location.assign("/sign-in");
}
