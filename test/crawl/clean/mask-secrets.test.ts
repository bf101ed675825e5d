import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { maskSecrets } from "../../../src/crawl/clean/mask-secrets.ts";
import { SECRET_SHAPES } from "../../../src/crawl/clean/secret-shapes.ts";
import { seededSecrets } from "../../helpers/seeded-secrets.ts";

const GOLD = join(import.meta.dirname, "../../../../shared/gold/dev/documents");

describe("secrets in a text", () => {
  it("of the known shapes are masked: all of 500", () => {
    const seeded = seededSecrets(500, 20261122);
    const left = seeded.filter(({ paste, secret }) =>
      maskSecrets(`before ${paste} after`).text.includes(secret),
    );
    expect(left.map(({ kind, paste }) => `${kind}: ${paste}`)).toHaveLength(0);
    expect(new Set(seeded.map(({ kind }) => kind)).size).toBeGreaterThan(25);
  });

  it("are masked among others in one long text, and what is around them stays", () => {
    const seeded = seededSecrets(200, 7);
    const text = seeded
      .map(({ paste }, number) => `line ${number}: ${paste}\nnext words ${number}`)
      .join("\n");
    const { text: masked, masked: counts } = maskSecrets(text);
    for (const { secret } of seeded) expect(masked).not.toContain(secret);
    for (let number = 0; number < 200; number++) expect(masked).toContain(`next words ${number}`);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(200);
  });

  it("are masked once: masking again changes nothing", () => {
    for (const { paste } of seededSecrets(120, 3)) {
      const once = maskSecrets(paste).text;
      expect(maskSecrets(once)).toEqual({ text: once, masked: [] });
    }
  });

  it.each([
    "commit 3f9c2a1b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a fixes it",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "bartowski/Llama-3.3-70B-Instruct-GGUF Q4_K_M, unsloth/DeepSeek-R1-GGUF:UD-IQ1_S",
    "--api-key none --api-key $API_KEY -e HF_TOKEN=$HF_TOKEN OPENAI_API_KEY=sk-no-key-required",
    "api_key: your-api-key-goes-here, password = changeme, token=<token>",
    "uuid 123e4567-e89b-12d3-a456-426614174000, PCI 0000:01:00.0, b4567, CUDA 12.4",
    "git@github.com:ggml-org/llama.cpp.git and http://localhost:8080/v1",
    "user@.service, foo@2x.png, docker run image@sha256:aaaa, @user mentions, a @ b",
    "model = /models/Qwen3-Coder-30B-A3B-Instruct-UD-Q4_K_XL.gguf",
    "tokens_per_second=38.25 secret_key_base is not set; max_tokens: 163840",
    "sk-learn, sk_buff, hf_transfer, hf_hub_download, gh_actions, AKIA is a prefix",
    "Authorization: Bearer <token>, Authorization: Bearer $TOKEN, bearer of bad news about quantization",
    "https://example.com:8443/path@version and ratio 3:1@fp16",
    "-DCMAKE_CUDA_ARCHITECTURES=86 -DGGML_CUDA=ON key=value",
  ])("are not seen where there are none: %s", (text) => {
    expect(maskSecrets(text)).toEqual({ text, masked: [] });
  });

  it.skipIf(!existsSync(GOLD))("are not seen in labelled documents, but for addresses of people", () => {
    for (const file of readdirSync(GOLD).filter((name) => !name.endsWith(".pdf"))) {
      const { masked } = maskSecrets(readFileSync(join(GOLD, file), "utf8"));
      expect(
        masked.filter(({ kind }) => kind !== "e-mail"),
        file,
      ).toEqual([]);
    }
  });

  it("are looked for in time that grows with the text and no faster", () => {
    const traps = [
      "a".repeat(300_000),
      "sk-".repeat(100_000),
      "://a:".repeat(60_000),
      "a@".repeat(150_000),
      "eyJ.".repeat(80_000),
      "a.".repeat(150_000),
      "-----BEGIN PRIVATE KEY-----".repeat(4000),
      "password=".repeat(40_000),
      "authorization: bearer ".repeat(15_000),
      "M".repeat(200_000),
      "x@a.".repeat(80_000),
    ];
    for (const trap of traps) {
      const began = process.cpuUsage();
      maskSecrets(trap);
      const { user } = process.cpuUsage(began);
      expect(user / 1000, trap.slice(0, 20)).toBeLessThan(2000);
    }
  });

  it("have shapes without hints that would miss them", () => {
    for (const { hints, kind } of SECRET_SHAPES) expect(hints.length, kind).toBeGreaterThan(0);
  });
});
