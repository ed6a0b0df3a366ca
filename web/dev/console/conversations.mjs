/** Conversations as they are when the stand-in starts, and what helps to answer them. */
import { CUSTOMERS, ago, nlu, ref } from "./people.mjs";

const ASKED = [
  "包裹三天没有动了，能催一下吗",
  "收到的杯子碎了，要求赔偿",
  "派送员没打电话就放驿站",
  "改一下收货地址",
  "退货的钱什么时候到",
];

function opening(number) {
  const waybill = `YT88${String(number).padStart(11, "0")}`;
  const entity = { entity: "waybill_no", start: 3, end: 18, value: waybill, text: waybill };
  return [
    {
      author: "customer",
      text: `我的件${waybill}到哪了`,
      nlu: nlu("track_shipment", 0.97, [entity]),
    },
    {
      author: "bot",
      text: "您的快件正在运输途中，预计明天送达。",
      card: { kind: "tracking", waybill_no: waybill, carrier: "圆通", status_text: "运输中" },
    },
    {
      author: "customer",
      text: ASKED[number % ASKED.length],
      nlu: nlu("urge_delivery", number % 2 ? 0.44 : 0.86),
    },
    { author: "bot", text: "好的，正在为您转接人工客服。" },
  ];
}

/** One conversation: its row, its messages and notes. `due`: seconds until its deadline. */
export function conversation(
  number,
  { state = "queued", due = 600, assignee = null, unanswered = null, length = 0 } = {},
) {
  const customer = number % 5 === 4 ? null : CUSTOMERS[number % CUSTOMERS.length];
  const lines = [...opening(number)];
  for (let at = lines.length; at < length; at += 1)
    lines.push(
      at % 2
        ? { author: "bot", text: `第 ${at + 1} 条：已为您记录。` }
        : {
            author: "customer",
            text: `第 ${at + 1} 条：还有一个问题`,
            nlu: nlu("track_shipment", 0.9),
          },
    );
  const messages = lines.map((line, at) => ({
    id: `v${number}-${at + 1}`,
    seq: at + 1,
    created_at: ago(900 - Math.min(at, 890)),
    delivery: "delivered",
    ...line,
  }));
  const last = messages.at(-1);
  return {
    messages,
    notes: [],
    row: {
      id: `v${number}`,
      state,
      version: 1,
      channel: "web",
      customer,
      visitor: `A${1000 + number}`,
      group: number % 2 ? "after_sales" : "delivery",
      topic: number % 2 ? "file_claim" : "urge_delivery",
      priority: "normal",
      assignee: assignee && ref(assignee),
      offered_to: null,
      offer_until: null,
      queued_at: state === "bot" ? null : ago(120 + number),
      due_at: state === "queued" ? ago(-due) : null,
      unanswered_since: unanswered === null ? null : ago(unanswered),
      last_message: { author: last.author, text: last.text, created_at: last.created_at },
      created_at: ago(960),
      closed_at: state === "closed" ? ago(60) : null,
      low_confidence: number % 2 === 1,
    },
    summary: {
      who: customer ? `${customer.name}，${customer.tier} 级，近一年 12 单` : "未登录访客",
      asked: ASKED[number % ASKED.length],
      tried: ["查询物流：运输中，三天无更新", "催派送：未能登记"],
      missing: ["希望的处理方式"],
      recent: [],
    },
  };
}

export const QUICK = [
  {
    id: 1,
    group: "问候",
    title: "问候",
    text: "{customer}您好，我是{agent}，很高兴为您服务。",
    shared: true,
  },
  {
    id: 2,
    group: "查件",
    title: "催件已登记",
    text: "运单{waybill}已为您催派，网点会在两小时内联系您。",
    shared: true,
  },
  { id: 3, group: "结束", title: "结束语", text: "请问还有其他可以帮您的吗？", shared: false },
];

export const SUGGESTIONS = [
  {
    key: "faq/tracking_no_update",
    title: "物流长时间没有更新",
    text: "物流超过 48 小时没有更新时，我们会向途经网点核实，24 小时内给您答复。",
  },
  {
    key: "faq/claim_policy",
    title: "理赔规则",
    text: "保价快件按保价金额赔付，未保价快件按运费倍数赔付。",
  },
];
