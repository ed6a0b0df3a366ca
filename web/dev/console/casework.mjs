/** Customers, tickets, reviews, models and figures as they are when the stand-in starts. */
import { CUSTOMERS, MEMBERS, ago, nlu, ref } from "./people.mjs";

export function profile(id) {
  const customer = CUSTOMERS.find((one) => one.id === Number(id));
  return (
    customer && {
      ...customer,
      phone_masked: "138****5678",
      kind: "individual",
      orders: [
        {
          order_no: "DD202611200001",
          state: "shipped",
          status_text: "已发货",
          items: [{ name: "玻璃杯", quantity: 2, price_fen: 6450 }],
          total_fen: 12900,
          created_at: ago(4e5),
        },
      ],
      shipments: [
        {
          waybill_no: "YT8800000000001",
          state: "in_transit",
          status_text: "运输中",
          goods: "玻璃杯",
          carrier_name: "圆通速递",
          expected_at: ago(-86400),
        },
      ],
      tickets: [{ no: "GD202611230001", kind: "claim", state: "open", due_at: ago(-7200) }],
      conversations: [{ id: "v3", created_at: ago(9e5), state: "closed" }],
      account_owner: null,
      grading: { score: 71, industry_fit: 60, trade_volume: 80 },
      visits: { last_on: null, next_on: "2026-12-01", cycle_months: 3 },
    }
  );
}

export const tickets = () =>
  ["claim", "complaint", "return", "expedite"].map((kind, index) => ({
    no: `GD20261123000${index + 1}`,
    kind,
    state: "open",
    priority: ["high", "urgent", "normal", "normal"][index],
    tier: CUSTOMERS[index].tier,
    customer: CUSTOMERS[index],
    opened_at: ago(7200 * (index + 1)),
    due_at: ago([-45, 180, -7200, -90000][index]),
    statutory_due_at: kind === "complaint" ? ago(-5 * 86400) : null,
    assignee: null,
    version: 1,
    title: ["外包装破损，杯子碎了", "未经同意放驿站", "尺码不合适要退货", "三天没有更新"][index],
    facts: { waybill_no: "YT8800000000001", claim_kind: "damage", declared_value_fen: 19900 },
    history: [{ at: ago(7200), who: "customer", event: "opened", text: "通过网页提交" }],
    evidence: [],
    causes: kind === "complaint" ? [{ key: "attitude", name: "服务态度" }] : [],
    estimate:
      kind === "claim"
        ? { low_fen: 3000, high_fen: 6000, limit_fen: 6000, clause: "未保价：运费的 5 倍为限" }
        : null,
    actions: [
      "assign",
      "start",
      "reply",
      ...(kind === "return" ? ["approve_return", "refuse_return"] : []),
      "compensate",
      "resolve",
      "note",
    ],
  }));

export const reviews = () =>
  ["从杭州寄到成都😊要几天", "我那个怎么还没动静", "你们这样我要打12305"].map((text, index) => ({
    message_id: `r${index + 1}`,
    text,
    reason: ["low_confidence", "corrected", "thumbs_down"][index],
    ...nlu(["track_shipment", "urge_delivery", "file_complaint"][index], 0.41 + index / 20),
    context: [{ author: "bot", text: "请问有什么可以帮您？" }],
    suggested: null,
    decision: null,
    state: "open",
    version: 1,
  }));

export const models = () => ({
  active: "20261120-0900",
  candidates: [
    {
      id: "20261123-1015",
      state: "ready",
      progress: 1,
      started_at: ago(3600),
      finished_at: ago(3000),
      examples: 2148,
      report: {
        overall: { candidate: 0.936, active: 0.921 },
        intents: [
          { intent: "track_shipment", candidate: 0.97, active: 0.95, n: 60 },
          { intent: "urge_delivery", candidate: 0.88, active: 0.9, n: 48 },
          { intent: "file_claim", candidate: 0.94, active: 0.94, n: 36 },
        ],
      },
    },
    {
      id: "20261123-1130",
      state: "training",
      progress: 0.4,
      started_at: ago(120),
      finished_at: null,
      examples: 2150,
    },
  ],
});

export function figures(from, to) {
  const days = Array.from({ length: 14 }, (_, at) =>
    new Date(Date.parse(to) - (13 - at) * 864e5).toISOString().slice(0, 10),
  );
  return {
    from,
    to,
    groups: [
      {
        key: "reliability",
        figures: [
          { key: "on_time_rate", value: 0.942, unit: "share", n: 1280 },
          { key: "undamaged_rate", value: 0.991, unit: "share", n: 1280 },
        ],
      },
      {
        key: "desk",
        figures: [
          { key: "first_reply", value: 42, unit: "seconds", n: 310 },
          { key: "sla_met", value: 0.93, unit: "share", n: 310 },
          { key: "csat", value: 4.6, unit: "stars", n: 188 },
        ],
      },
    ],
    causes: [{ key: "no_consent", name: "未经同意投柜或驿站", n: 7 }],
    series: [
      {
        key: "conversations",
        points: days.map((day, at) => ({ day, value: 80 + ((at * 37) % 41) })),
      },
    ],
    agents: MEMBERS.map((member, at) => ({
      member: ref(member),
      cases: 40 + at,
      first_reply: 38 + at,
      csat: 4.5,
    })),
  };
}
