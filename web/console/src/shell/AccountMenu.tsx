import { useMutation } from "@tanstack/react-query";
import { Button, Dropdown, type MenuProps } from "antd";
import { type ReactNode, useState } from "react";
import { PasswordForm } from "../account/PasswordForm";
import { SessionsDrawer } from "../account/SessionsDrawer";
import { send } from "../core/api";
import { useLive } from "../core/live";
import { useSetMe } from "../core/session";
import type { Scheme } from "../core/theme";
import { words } from "../words";
import type { SchemeProps } from "./Root";

const SCHEMES: Scheme[] = ["light", "dark", "system"];

export function AccountMenu({ scheme, chooseScheme }: SchemeProps): ReactNode {
  const { me } = useLive();
  const setMe = useSetMe();
  const [open, setOpen] = useState<"password" | "sessions" | null>(null);
  const logout = useMutation({
    mutationFn: () => send("POST", "/logout"),
    onSuccess: () => setMe(null),
  });
  const items: MenuProps["items"] = [
    {
      type: "group",
      label: words.header.theme,
      children: SCHEMES.map((key) => ({ key, label: words.scheme[key] })),
    },
    { type: "divider" },
    { key: "password", label: words.header.password, onClick: () => setOpen("password") },
    { key: "sessions", label: words.header.sessions, onClick: () => setOpen("sessions") },
    { key: "logout", label: words.header.logout, onClick: () => logout.mutate() },
  ];
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items,
          selectedKeys: [scheme],
          onClick: ({ key }) => SCHEMES.includes(key as Scheme) && chooseScheme(key as Scheme),
        }}
      >
        <Button
          type="text"
          aria-label={`${words.header.account}：${me.name} ${words.role[me.role]}`}
        >
          {me.name} <span className="quiet">{words.role[me.role]}</span>
        </Button>
      </Dropdown>
      <PasswordForm open={open === "password"} onClose={() => setOpen(null)} />
      <SessionsDrawer open={open === "sessions"} onClose={() => setOpen(null)} />
    </>
  );
}
