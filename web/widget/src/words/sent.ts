/** What buttons say to the assistant. It understands Chinese, whatever language the page is in. */
export const sent = {
  track: "查物流",
  human: "转人工",
  leaveQueue: "取消排队",
  trackOrder: (orderNo: string) => `查询订单 ${orderNo} 的物流`,
};
