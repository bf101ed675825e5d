import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findInsights } from "../../../../src/extract/builtin/insights/find-insights.ts";

const PAGE = `# Two cards and a long night

Hello everybody, thanks for the great thread!

I bought a second card last week and put it in on Sunday.

- Port: 8080
- With tensor parallel the second card almost doubles decode, because every token needs half of the bandwidth of each card.
- Would a third one help?

> A quoted sentence: quantization below four bits always hurts code more than prose.

\`\`\`
llama-server -c 32768 # flash attention helps because it saves memory
\`\`\`

| setting | what it does |
|---|---|
| batch | Raising the batch size helps prefill but costs VRAM that the KV cache needs |
| ctx | 8192 |

A q8_0 KV cache costs nothing you would notice, so there is no reason to keep it at f16 when context is short.
`;

describe("findInsights", () => {
  const insights = findInsights(PAGE);

  test("finds the general lessons and classes them by variable", () => {
    const found = insights.map(({ variable, quote }) => [variable, quote.slice(0, 24)]);
    expect(found).toContainEqual(["parallelism", "With tensor parallel the"]);
    expect(found).toContainEqual(["kv-cache", "A q8_0 KV cache costs no"]);
    expect(found).toContainEqual(["batching", "Raising the batch size h"]);
  });

  test("quotes verbatim, without the bullet", () => {
    for (const insight of insights) expect(PAGE.slice(insight.start, insight.end)).toBe(insight.quote);
    expect(insights.some(({ quote }) => quote.startsWith("-"))).toBe(false);
  });

  test("leaves out code, configuration lines, greetings, questions and what somebody merely did", () => {
    const quotes = insights.map(({ quote }) => quote).join("\n");
    for (const words of ["llama-server", "8080", "Hello", "third one", "bought"])
      expect(quotes).not.toContain(words);
  });

  test("gives the surest first, and no more than asked for", () => {
    const sure = insights.map(({ confidence }) => confidence);
    expect(sure).toEqual([...sure].sort((a, b) => b - a));
    expect(findInsights(PAGE, [], { limit: 1 })).toEqual(insights.slice(0, 1));
  });

  test("says the claim without Markdown", () => {
    const [insight] = findInsights(
      "Always use **row split** on [old cards](https://cards.example/p40), because `layer` split leaves half of the bandwidth idle.",
    );
    expect(insight?.claim).toBe(
      "Always use row split on old cards, because layer split leaves half of the bandwidth idle.",
    );
  });

  test("says the same thing once, though a comment repeats the post", () => {
    const lesson = "Speculative decoding always helps when the draft is far smaller than the target model.";
    expect(findInsights(`${lesson}\n\n${lesson}\n`)).toHaveLength(1);
  });

  test("finds a sentence that a hard line break cut in two whole", () => {
    const text =
      "The power limit hardly matters for decode because memory bandwidth is\nalready the bottleneck on every one of these cards.";
    expect(findInsights(text)[0]?.quote).toBe(text);
  });

  test("takes the variable from the heading where the sentence itself names none", () => {
    const text = `# Notes on a quiet workstation

The box stands in the office and runs all day.

## Power limit

It was set to 300 W from the factory.

Past two thirds you only pay for noise, the speed hardly moves, so leave it low.
`;
    const lesson = findInsights(text).find(({ quote }) => quote.startsWith("Past two thirds"));
    expect(lesson?.variable).toBe("power");
  });

  test("reads lessons in Chinese, German, Spanish and French", () => {
    const lessons = [
      ["quantization", "量化低于四位时质量明显变差，写代码最好不要用，否则错误更多。"],
      [
        "memory-bandwidth",
        "Mehr Kerne helfen nicht, weil die Bandbreite des Speichers längst der Flaschenhals ist.",
      ],
      ["flash-attention", "Con esta tarjeta flash attention no ayuda, sale más lento que sin ella."],
      ["context-length", "Il faut limiter le contexte, sinon la mémoire déborde et tout devient plus lent."],
    ] as const;
    for (const [variable, text] of lessons) {
      const [insight] = findInsights(`# Notes\n\nHello.\n\n- ${text}\n- 2 x 32 GB\n`);
      expect([insight?.variable, insight?.quote]).toEqual([variable, text]);
    }
  });

  test("finds nothing among references, though titles sound like lessons", () => {
    const text =
      "Some words on the model.\n\n## References\n\n- Smith. Why quantization hurts small models more than large ones. 2024.\n";
    expect(findInsights(text)).toEqual([]);
  });

  test("passes over what somebody merely wishes for or has not tried", () => {
    const lesson = "A second card helps decode only when the model no longer fits into the first one.";
    const wish = "I'd love to try whether a second card helps decode, but I haven't tested that.";
    const found = findInsights(`# Cards\n\nHello.\n\n- ${wish}\n- ${lesson}\n`).map(({ quote }) => quote);
    expect(found).toContain(lesson);
    expect(found).not.toContain(wish);
  });

  test("takes bandwidth for the subject where it is named as the limit", () => {
    const text =
      "The newer CPU reads prompts twice as fast, but decode stays the same because it is bound by memory bandwidth.";
    expect(findInsights(text)[0]?.variable).toBe("memory-bandwidth");
  });

  test("believes a page less that sells", () => {
    const promise = "Add more nodes whenever you need more capacity, because every node doubles throughput.";
    const sold = `# Solutions\n\nOur enterprise customers love our turnkey appliance.\n\nTailored pricing for your business, trusted by partners.\n\n${promise}\n`;
    const told = `# Notes\n\nThree boxes stand in the cellar.\n\nThey have been running since May.\n\n${promise}\n`;
    const confidence = (text: string) =>
      findInsights(text, [], { leastConfidence: 0 }).find(({ quote }) => quote === promise)!.confidence;
    expect(confidence(sold)).toBeLessThan(confidence(told));
  });

  test("leaves out questions and boxes that are not ticked, however much they compare", () => {
    const text =
      "# Notes\n\nHello.\n\n- Is row split faster than layer split if the cards have no bridge?\n- [ ] a lower power limit should cost nothing because decode is bound by bandwidth\n";
    expect(findInsights(text)).toEqual([]);
  });

  test("finds nothing in text without a lesson", () => {
    expect(findInsights("Released today. See the changelog for details.\n\nDownload: page.example")).toEqual(
      [],
    );
    expect(findInsights("")).toEqual([]);
  });

  test("never throws and always slices back, whatever the text", () => {
    const words = fc.constantFrom(
      "faster",
      "than",
      "because",
      "KV cache",
      "if",
      "always",
      "😀",
      "漢字",
      "e\u0301",
      "|",
      "\n",
      "- ",
      "> ",
      "```",
      ". ",
      "never",
      "q4_0",
    );
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.array(words, { maxLength: 80 }).map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(text, (document) => {
        for (const { start, end, quote, confidence } of findInsights(document, [], { leastConfidence: 0 })) {
          expect(document.slice(start, end)).toBe(quote);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });
});
