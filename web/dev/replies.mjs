/** What the stand-in assistant says: one example of every card, found by a word in the question. */

const hoursAgo = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();

const tracking = {
  kind: "tracking",
  waybill_no: "SF1423987650012",
  carrier: "顺丰速运",
  status: "delivering",
  status_text: "派送中",
  expected_at: hoursAgo(-3),
  events: [
    { time: hoursAgo(1), text: "快件正在派送中，派件员：李师傅", place: "北京市朝阳区望京营业点", code: "out_for_delivery" },
    { time: hoursAgo(5), text: "快件到达【北京望京营业点】", place: "北京市朝阳区", code: "arrived" },
    { time: hoursAgo(14), text: "快件离开【北京顺义中转场】", place: "北京市顺义区", code: "departed" },
    { time: hoursAgo(26), text: "快件离开【杭州萧山中转场】", place: "浙江省杭州市", code: "departed" },
    { time: hoursAgo(33), text: "顺丰速运已收取快件", place: "浙江省杭州市余杭区", code: "collected" },
  ],
};

export const orders = [
  {
    order_no: "YD202611200318",
    status_text: "运输中",
    items: [{ name: "山野双肩背包 24L", quantity: 1, price_fen: 25900 }],
    total_fen: 25900,
    created_at: hoursAgo(40),
    waybill_no: "SF1423987650012",
  },
  {
    order_no: "YD202611150127",
    status_text: "已签收",
    items: [
      { name: "云岭高山乌龙茶 250g", quantity: 2, price_fen: 8800 },
      { name: "手作粗陶茶杯", quantity: 1, price_fen: 4500 },
    ],
    total_fen: 22100,
    created_at: hoursAgo(190),
    waybill_no: "YT8830021457766",
  },
];

const order = { kind: "order", ...orders[1] };

const quote = {
  kind: "quote",
  origin: "杭州",
  destination: "北京",
  weight_g: 3000,
  options: [
    { service: "特快", price_fen: 3800, days: 1 },
    { service: "标快", price_fen: 2400, days: 2 },
    { service: "陆运经济", price_fen: 1600, days: 4 },
  ],
};

const ticket = {
  kind: "ticket",
  ticket_no: "TK20261123017",
  kind_text: "破损理赔",
  status_text: "处理中",
  due_at: hoursAgo(-24),
};

const returned = {
  kind: "return",
  return_no: "RT20261123005",
  status_text: "待寄回",
  refund_fen: 8800,
  items: [{ name: "云岭高山乌龙茶 250g", quantity: 1, price_fen: 8800 }],
};

const whichReturn = [
  { id: "choice-1", title: "云岭高山乌龙茶 250g" },
  { id: "choice-2", title: "手作粗陶茶杯" },
  { id: "choice-3", title: "都不是" },
];

const REPLIES = [
  [/物流|到哪/, { text: "您的快件正在派送中，预计今天送达，请保持电话畅通。", card: tracking }],
  [/多少钱|运费/, { text: "3 公斤从杭州寄到北京，有这几种寄法：", card: quote }],
  [/理赔|破损|投诉|催/, { text: "非常抱歉给您带来不便，已为您登记，专员会在 24 小时内联系您。", card: ticket }],
  [/留言/, { text: "暂时没有客服在线，您可以留言。", card: { kind: "leave_message" } }],
  [/验证/, { text: "请先验证手机号，再为您查询。", card: { kind: "verify_phone" } }],
  [/我要退货|退换货/, { text: "请问您要退哪一件商品？", choices: whichReturn }],
  [/choice-/, { text: "退货申请已提交，请在 7 天内寄回。", card: returned }],
  [/订单/, { text: "这是您最近的一笔订单：", card: order }],
];

export function replyTo(question) {
  const found = REPLIES.find(([pattern]) => pattern.test(question));
  return found?.[1] ?? { text: `您说的是“${question}”吗？我可以帮您查快递、退换货，也可以转人工。` };
}
