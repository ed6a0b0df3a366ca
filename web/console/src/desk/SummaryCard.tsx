import type { ReactNode } from "react";
import type { Conversation } from "../core/desk";
import { dateTime } from "../core/format";
import { words } from "../words";

/** What whoever takes over has to know, above the conversation. */
export function SummaryCard({
  conversation: { summary, result, rating },
}: {
  conversation: Conversation;
}): ReactNode {
  if (!summary && !result) return null;
  const lines: [string, string | null | undefined][] = [
    [words.summary.who, summary?.who],
    [words.summary.asked, summary?.asked],
    [words.summary.tried, summary?.tried.join("；")],
    [words.summary.missing, summary?.missing.join("、")],
    [
      words.actions.summary,
      result &&
        `${result.category} · ${result.summary}（${result.by?.name ?? words.thread.system} ${dateTime(result.at)}）`,
    ],
    [words.summary.rating, rating && `${"★".repeat(rating.stars)} ${rating.comment ?? ""}`],
  ];
  return (
    <details className="summary" open>
      <summary>{words.summary.title}</summary>
      <dl className="facts">
        {lines
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}
