/** Who works here, and for whom. */

export const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
export const now = () => ago(0);
export const ref = ({ id, name }) => ({ id, name });

export const MEMBERS = [
  { id: 1, username: "wangfang", name: "王芳", role: "agent", groups: ["after_sales"] },
  {
    id: 2,
    username: "lina",
    name: "李娜",
    role: "supervisor",
    groups: ["delivery", "after_sales"],
  },
  { id: 3, username: "zhaolei", name: "赵磊", role: "admin", groups: ["delivery"] },
  { id: 4, username: "sunyan", name: "孙燕", role: "agent", groups: ["delivery"] },
].map((member) => ({
  presence: "online",
  capacity: 5,
  load: 1,
  disabled: false,
  permissions: [],
  ...member,
}));

export const GROUPS = [
  { key: "delivery", name: "派送组" },
  { key: "after_sales", name: "售后组" },
];

export const VOCABULARY = {
  intents: [
    { name: "track_shipment", title: "查快递到哪了" },
    { name: "urge_delivery", title: "催派送" },
    { name: "file_complaint", title: "投诉" },
    { name: "file_claim", title: "理赔" },
    { name: "request_human", title: "转人工" },
  ],
  entities: [
    { name: "waybill_no", title: "运单号", roles: [] },
    { name: "city", title: "城市", roles: ["origin", "destination"] },
    { name: "time", title: "时间", roles: [] },
  ],
};

export const CUSTOMERS = [
  { id: 1, name: "林雨桐", tier: "A" },
  { id: 2, name: "陈建国", tier: "B" },
  { id: 3, name: "周敏", tier: "C" },
  { id: 4, name: "郭志强", tier: "D" },
];

export const nlu = (intent, confidence, entities = []) => ({
  intent,
  confidence,
  entities,
  ranking: [
    { intent, confidence },
    { intent: "urge_delivery", confidence: (1 - confidence) / 2 },
    { intent: "file_complaint", confidence: (1 - confidence) / 3 },
  ],
});
