import {
  AuditOutlined,
  BarChartOutlined,
  ExperimentOutlined,
  FileTextOutlined,
  HighlightOutlined,
  MessageOutlined,
  TeamOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { atLeast, type Role } from "../core/account";
import { useLive } from "../core/live";
import { words } from "../words";

const ITEMS: { to: string; label: string; icon: ReactNode; role: Role }[] = [
  { to: "/desk", label: words.nav.desk, icon: <MessageOutlined />, role: "agent" },
  { to: "/tickets", label: words.nav.tickets, icon: <FileTextOutlined />, role: "agent" },
  { to: "/review", label: words.nav.review, icon: <HighlightOutlined />, role: "agent" },
  { to: "/models", label: words.nav.models, icon: <ExperimentOutlined />, role: "supervisor" },
  { to: "/figures", label: words.nav.figures, icon: <BarChartOutlined />, role: "agent" },
  { to: "/members", label: words.nav.members, icon: <TeamOutlined />, role: "agent" },
  { to: "/audit", label: words.nav.audit, icon: <AuditOutlined />, role: "supervisor" },
];

export function Nav(): ReactNode {
  const { me } = useLive();
  const [location] = useLocation();
  return (
    <nav className="nav" aria-label={words.nav.label}>
      {ITEMS.filter(({ role }) => atLeast(me, role)).map(({ to, label, icon }) => (
        <Link
          key={to}
          href={to}
          className="nav__item"
          aria-current={location.startsWith(to) ? "page" : undefined}
        >
          <span aria-hidden="true">{icon}</span>
          {label}
        </Link>
      ))}
    </nav>
  );
}
