/** What stands in for an answer that is not there: still loading, failed, or empty. */

import { Alert, Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { words } from "../words";

export function Loading({ rows = 4 }: { rows?: number }): ReactNode {
  return (
    <div className="answer" role="status" aria-label={words.loading}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

export function Failure({ error, retry }: { error: Error; retry?: () => unknown }): ReactNode {
  return (
    <div className="answer">
      <Alert
        type="error"
        showIcon
        title={words.failed}
        description={error.message}
        action={retry && <Button onClick={() => void retry()}>{words.retry}</Button>}
      />
    </div>
  );
}

interface Query<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** The query's data, or why there is none. Old data stays while newer is being fetched. */
export function Answer<T>({
  query,
  rows,
  children,
}: {
  query: Query<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} retry={query.refetch} />;
  return rows === undefined ? <Loading /> : <Loading rows={rows} />;
}

export function Nothing({ children, hint }: { children: ReactNode; hint?: ReactNode }): ReactNode {
  return (
    <div className="nothing">
      <p>{children}</p>
      {hint && <p className="quiet">{hint}</p>}
    </div>
  );
}
