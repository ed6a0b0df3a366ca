import { App, ConfigProvider, theme } from "antd";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { lazy, type ReactNode, Suspense } from "react";
import { LiveProvider } from "../core/live";
import { useSession } from "../core/session";
import { useScheme } from "../core/theme";
import { Login } from "../login/Login";
import { Failure, Loading } from "../parts/Answer";

dayjs.locale("zh-cn");

const Shell = lazy(() => import("./Shell"));

/** Text colours are a step darker (lighter in the dark) than antd's own, for a contrast of 4.5 : 1. */
const LIGHT = {
  colorPrimary: "#0b6e69",
  colorInfo: "#0b6e69",
  colorLink: "#0b6e69",
  colorTextSecondary: "rgba(0, 0, 0, 0.68)",
  colorTextTertiary: "rgba(0, 0, 0, 0.62)",
  colorTextDescription: "rgba(0, 0, 0, 0.62)",
  colorTextPlaceholder: "rgba(0, 0, 0, 0.58)",
  colorTextQuaternary: "rgba(0, 0, 0, 0.58)",
  colorError: "#c62828",
  colorWarning: "#9a5b00",
  colorSuccess: "#2b7a3d",
};
const DARK = {
  colorPrimary: "#1f8f88",
  colorInfo: "#1f8f88",
  colorLink: "#5cc9c0",
  colorTextSecondary: "rgba(255, 255, 255, 0.75)",
  colorTextTertiary: "rgba(255, 255, 255, 0.68)",
  colorTextDescription: "rgba(255, 255, 255, 0.68)",
  colorTextPlaceholder: "rgba(255, 255, 255, 0.6)",
  colorTextQuaternary: "rgba(255, 255, 255, 0.6)",
  colorError: "#e5706a",
  colorWarning: "#e0a648",
  colorSuccess: "#64b877",
  colorBgBase: "#14171a",
};

export function Root(): ReactNode {
  const { scheme, dark, choose } = useScheme();
  return (
    <ConfigProvider
      locale={zhCN}
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: [dark ? theme.darkAlgorithm : theme.defaultAlgorithm, theme.compactAlgorithm],
        // The compact algorithm takes two off the size. Nothing moves: it is looked at all day.
        token: { ...(dark ? DARK : LIGHT), fontSize: 16, borderRadius: 6, motion: false },
      }}
    >
      <App className="app">
        <Gate scheme={scheme} chooseScheme={choose} />
      </App>
    </ConfigProvider>
  );
}

export interface SchemeProps {
  scheme: ReturnType<typeof useScheme>["scheme"];
  chooseScheme: ReturnType<typeof useScheme>["choose"];
}

function Gate(props: SchemeProps): ReactNode {
  const session = useSession();
  if (session.isPending) return <Loading />;
  if (session.isError) return <Failure error={session.error} retry={session.refetch} />;
  if (!session.data) return <Login />;
  return (
    <LiveProvider me={session.data}>
      <Suspense fallback={<Loading />}>
        <Shell {...props} />
      </Suspense>
    </LiveProvider>
  );
}
