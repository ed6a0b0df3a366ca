import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { useLive } from "../core/live";
import { atLeast, type Role } from "../core/account";
import { Loading } from "../parts/Answer";
import { words } from "../words";
import { Header } from "./Header";
import { Nav } from "./Nav";
import type { SchemeProps } from "./Root";

const PAGES: { path: string; page: ComponentType; role: Role }[] = [
  { path: "/desk/:id?/:seq?", page: lazy(() => import("../desk/DeskPage")), role: "agent" },
  { path: "/tickets/:no?", page: lazy(() => import("../tickets/TicketsPage")), role: "agent" },
  { path: "/review", page: lazy(() => import("../review/ReviewPage")), role: "agent" },
  { path: "/search/:q?", page: lazy(() => import("../search/SearchPage")), role: "agent" },
  { path: "/models", page: lazy(() => import("../models/ModelsPage")), role: "supervisor" },
  { path: "/figures", page: lazy(() => import("../figures/FiguresPage")), role: "agent" },
  { path: "/members", page: lazy(() => import("../members/MembersPage")), role: "agent" },
  { path: "/audit", page: lazy(() => import("../audit/AuditPage")), role: "supervisor" },
];

export default function Shell(scheme: SchemeProps): ReactNode {
  const { me } = useLive();
  return (
    <div className="shell">
      <a className="skip" href="#content" onClick={focusContent}>
        {words.nav.skip}
      </a>
      <Header {...scheme} />
      <Nav />
      <main id="content" className="shell__content" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Switch>
            {PAGES.filter(({ role }) => atLeast(me, role)).map(({ path, page }) => (
              <Route key={path} path={path} component={page} />
            ))}
            <Redirect to="/desk" replace />
          </Switch>
        </Suspense>
      </main>
    </div>
  );
}

/** The page's address lives after the `#`, so a plain link to `#content` would leave the page. */
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
