import { Input } from "antd";
import { type ReactNode, useEffect } from "react";
import { useLocation } from "wouter";
import { useLive } from "../core/live";
import { paths } from "../core/route";
import { useCounts } from "../desk/queries";
import { words } from "../words";
import { AccountMenu } from "./AccountMenu";
import { PresenceMenu } from "./PresenceMenu";
import type { SchemeProps } from "./Root";

export function Header(scheme: SchemeProps): ReactNode {
  const { online } = useLive();
  const [, go] = useLocation();
  useTitle();
  return (
    <header className="header">
      <strong className="header__brand">{words.title}</strong>
      <Input.Search
        className="header__search"
        aria-label={words.header.search}
        placeholder={words.header.search}
        allowClear
        onSearch={(text) => text.trim() && go(paths.search(text.trim()))}
      />
      <span role="status" className="header__line">
        {!online && <span className="badge badge--late">{words.header.offline}</span>}
      </span>
      <PresenceMenu />
      <AccountMenu {...scheme} />
    </header>
  );
}

/** How many wait, also while another tab of the browser is in front. */
function useTitle(): void {
  const waiting = useCounts()?.waiting ?? 0;
  useEffect(() => {
    document.title = waiting ? `(${waiting}) ${words.title}` : words.title;
  }, [waiting]);
}
