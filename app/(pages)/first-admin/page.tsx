import type { Metadata } from "next";
import { FirstAdminScreen } from "@/components/sign-in/first-admin-screen";

export const metadata: Metadata = { title: "First admin" };

export default function FirstAdminPage() {
  return <FirstAdminScreen />;
}
