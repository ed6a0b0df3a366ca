/** Figures. */

import names from "./names.json";
import type { Names } from "./types";

export const figures = {
  figures: {
    title: "服务数据",
    range: "日期范围",
    ranges: { week: "近 7 天", month: "近 30 天", quarter: "近 90 天" },
    csv: "导出 CSV",
    trends: "趋势",
    trend: "选择指标",
    agents: "客服表现",
    causes: "根本原因（已解决的投诉、理赔与未收到）",
    noCauses: "这段时间没有登记根本原因的工单",
    sample: (n: number) => `样本 ${n}`,
    groups: names.figureGroups as Names,
    trendNames: names.trends as Names,
    names: names.figures as Names,
  },
};
