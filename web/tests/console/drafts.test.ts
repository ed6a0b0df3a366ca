import { beforeEach, describe, expect, it, vi } from "vitest";

describe("drafts", () => {
  beforeEach(() => {
    vi.resetModules();
    sessionStorage.clear();
  });

  it("are kept for each conversation, over a reload", async () => {
    const before = await import("../../console/src/core/drafts");
    before.keepDraft("a", "您好");
    before.keepDraft("b", "稍等");
    before.keepDraft("b", "");
    vi.resetModules();
    const after = await import("../../console/src/core/drafts");
    expect([after.draftOf("a"), after.draftOf("b")]).toEqual(["您好", ""]);
  });

  it("do without a storage that holds nonsense", async () => {
    sessionStorage.setItem("yida.drafts", "{");
    const { draftOf } = await import("../../console/src/core/drafts");
    expect(draftOf("a")).toBe("");
  });
});
