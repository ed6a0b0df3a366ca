/** Customers, and finding them. */

import names from "./names.json";
import type { Names } from "./types";

export const customer = {
  customer: {
    title: "客户",
    anonymous: "访客没有登录",
    anonymousHint: "请客户登录，或用运单号和手机后四位核对身份。",
    phone: "手机",
    address: "地址",
    reveal: "查看完整",
    revealTitle: (field: string) => `查看完整${field}`,
    revealReason: "查看原因（会记入审计）",
    reasonNeeded: "请写明原因",
    kinds: names.customerKinds as Names,
    orders: "订单",
    shipments: "运单",
    tickets: "工单",
    conversations: "历史会话",
    visits: "回访",
    grading: "等级依据",
    arrange: "安排回访",
    arranged: "已安排回访",
    nothing: "没有记录",
    open: "打开",
  },
  search: {
    title: "查找",
    prompt: "输入至少两个字",
    messages: "消息",
    customers: "客户",
    nothing: "没有找到",
  },
};
