/** Members and the audit trail. */

import names from "./names.json";
import type { Names } from "./types";

export const team = {
  members: {
    title: "成员",
    add: "新增成员",
    edit: "编辑成员",
    columns: {
      name: "姓名",
      username: "账号",
      role: "角色",
      presence: "状态",
      groups: "客服组",
      load: "接待量",
      disabled: "账号",
    },
    enabled: "正常",
    disabled: "已停用",
    capacity: "同时接待上限",
    password: "初始密码",
    newPassword: "重设密码（不填则不变）",
    needed: "必填",
  },
  audit: {
    title: "审计",
    member: "成员",
    kind: "操作",
    kinds: names.audit as Names,
    columns: { at: "时间", member: "成员", kind: "操作", object: "对象", detail: "详情" },
  },
};
