import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Drawer, Tag } from "antd";
import type { ReactNode } from "react";
import type { StaffSession } from "../core/account";
import { get, send } from "../core/api";
import { dateTime } from "../core/format";
import { Answer } from "../parts/Answer";
import { words } from "../words";

export function SessionsDrawer({
  open,
  onClose,
}: {
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { message } = App.useApp();
  const query = useQuery({
    queryKey: ["sessions"],
    queryFn: () => get<{ sessions: StaffSession[] }>("/me/sessions"),
    enabled: open,
  });
  const revoke = useMutation({
    mutationFn: (id: number) => send("DELETE", `/me/sessions/${id}`),
    onSuccess: () => {
      void message.success(words.account.revoked);
      void query.refetch();
    },
    onError: (error) => message.error(error.message),
  });
  return (
    <Drawer title={words.header.sessions} open={open} onClose={onClose} size={420}>
      <Answer query={query}>
        {({ sessions }) => (
          <ul className="plain">
            {sessions.map((session) => (
              <li key={session.id} className="line">
                <div>
                  <p className="clip">{session.agent}</p>
                  <p className="quiet">
                    {session.address} · {words.account.seen} {dateTime(session.last_seen_at)}
                  </p>
                </div>
                {session.current ? (
                  <Tag>{words.account.current}</Tag>
                ) : (
                  <Button onClick={() => revoke.mutate(session.id)}>{words.account.revoke}</Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Drawer>
  );
}
