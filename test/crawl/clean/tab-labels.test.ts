import { describe, expect, it } from "vitest";
import { cleanPage } from "../../../src/crawl/clean/clean-page.ts";

const LEAD =
  "<h1>Serving a model</h1><p>Pick the hardware that stands under your desk, then copy the command below it.</p>";

const markdownOf = (body: string) =>
  cleanPage(
    `<html><head><title>Serving a model</title></head><body><main>${LEAD}${body}</main></body></html>`,
    {
      url: "https://docs.example/serve",
    },
  ).markdown;

describe("panels behind tabs", () => {
  it.each([
    [
      "with roles",
      '<div><ul role="tablist"><li role="tab">8× H100</li><li role="tab">4× MI300X</li></ul><div role="tabpanel"><p>Run the first one.</p></div><div role="tabpanel" hidden><p>Run the second one.</p></div></div>',
    ],
    [
      "of Material for MkDocs",
      '<div class="tabbed-set"><input type="radio"><input type="radio"><div class="tabbed-labels"><label>8× H100</label><label>4× MI300X</label></div><div class="tabbed-content"><div class="tabbed-block"><p>Run the first one.</p></div><div class="tabbed-block"><p>Run the second one.</p></div></div></div>',
    ],
    [
      "of Sphinx Design",
      '<div class="sd-tab-set"><input type="radio"><label class="sd-tab-label">8× H100</label><div class="sd-tab-content"><p>Run the first one.</p></div><input type="radio"><label class="sd-tab-label">4× MI300X</label><div class="sd-tab-content"><p>Run the second one.</p></div></div>',
    ],
    [
      "of VitePress",
      '<div class="vp-code-group"><div class="tabs"><input><label>8× H100</label><input><label>4× MI300X</label></div><div class="blocks"><div><p>Run the first one.</p></div><div><p>Run the second one.</p></div></div></div>',
    ],
  ])("keep their tab's label above them: %s", (_, body) => {
    expect(markdownOf(body)).toContain(
      "**8× H100**\n\nRun the first one.\n\n**4× MI300X**\n\nRun the second one.",
    );
  });

  it("are told apart where one set stands inside another", () => {
    const inner =
      '<div><ul role="tablist"><li role="tab">vLLM</li><li role="tab">SGLang</li></ul><div role="tabpanel"><p>Inner one.</p></div><div role="tabpanel"><p>Inner two.</p></div></div>';
    const text = markdownOf(
      `<div><ul role="tablist"><li role="tab">H100</li><li role="tab">B200</li></ul><div role="tabpanel">${inner}</div><div role="tabpanel"><p>Outer two.</p></div></div>`,
    );
    expect(text.match(/\*\*[^*]+\*\*/g)).toEqual(["**H100**", "**vLLM**", "**SGLang**", "**B200**"]);
  });

  it("stay as they are where tabs and panels do not match", () => {
    const text = markdownOf(
      '<div><ul role="tablist"><li role="tab">A</li><li role="tab">B</li><li role="tab">C</li></ul><div role="tabpanel"><p>Only one panel here.</p></div></div>',
    );
    expect(text).not.toContain("**");
    expect(text).toContain("Only one panel here.");
  });
});
