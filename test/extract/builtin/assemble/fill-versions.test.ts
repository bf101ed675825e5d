import { describe, expect, it } from "vitest";
import { page, setupsOf } from "../read-text.ts";

const versionsOf = async (text: string) => (await setupsOf(page(text))).map(({ engine }) => engine.version);

describe("an engine's version that stands elsewhere", () => {
  it("fills the setups of its engine", async () => {
    const versions = await versionsOf(
      "# Notes\n\nRTX 3090 with vLLM: Qwen3-32B AWQ does 45 tok/s.\n\n## Software\n\nvLLM 0.11.0 on Ubuntu.\n",
    );
    expect(versions).toEqual(["0.11.0"]);
  });

  it("fills nothing where two versions are stated", async () => {
    const versions = await versionsOf(
      "# Notes\n\nRTX 3090 with vLLM: Qwen3-32B AWQ does 45 tok/s.\n\n## Software\n\nvLLM 0.11.0 before, vLLM 0.10.2 after the rollback.\n",
    );
    expect(versions).toEqual([undefined]);
  });
});
