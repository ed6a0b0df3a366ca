import { Select, theme } from "antd";
import { LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Figures } from "../core/casework";
import { words } from "../words";
import { trendName } from "./names";

use([LineChart, GridComponent, TooltipComponent, SVGRenderer]);

/** One figure, day by day. */
export default function Trend({ series }: { series: Figures["series"] }): ReactNode {
  const [key, setKey] = useState(series[0]?.key);
  const box = useRef<HTMLDivElement>(null);
  const { token } = theme.useToken();
  const points = (series.find((one) => one.key === key) ?? series[0])?.points;

  useEffect(() => {
    const chart = init(box.current!);
    const fit = new ResizeObserver(() => chart.resize());
    fit.observe(box.current!);
    chart.setOption({
      animation: false,
      grid: { left: 48, right: 16, top: 16, bottom: 28 },
      tooltip: { trigger: "axis" },
      textStyle: { color: token.colorText },
      xAxis: {
        type: "category",
        data: points?.map(({ day }) => day),
        axisLabel: { color: token.colorTextSecondary },
      },
      yAxis: {
        type: "value",
        axisLabel: { color: token.colorTextSecondary },
        splitLine: { lineStyle: { color: token.colorSplit } },
      },
      series: [
        {
          type: "line",
          data: points?.map(({ value }) => value),
          color: token.colorPrimary,
          showSymbol: false,
          lineStyle: { width: 2 },
        },
      ],
    });
    return () => {
      fit.disconnect();
      chart.dispose();
    };
  }, [points, token]);

  return (
    <section>
      <header className="page__head">
        <h2>{words.figures.trends}</h2>
        <Select
          aria-label={words.figures.trend}
          className="filter__kind"
          value={key ?? null}
          onChange={setKey}
          options={series.map((one) => ({ value: one.key, label: trendName(one.key) }))}
        />
      </header>
      <div ref={box} className="chart" role="img" aria-label={trendName(key ?? "")} />
    </section>
  );
}
