import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { threadDraft } from "../../../src/crawl/github/adapter.ts";
import { threadWorth } from "../../../src/crawl/github/thread-worth.ts";
import { threadSchema } from "../../../src/crawl/github/wire.ts";
import { fileTrial, gistTrial, threadTrial } from "../../helpers/draft-trials.ts";
import { gistLike, markdownLike, threadLike } from "../../helpers/wire-arbitraries.ts";

const RUNS = 300;

describe("a thread", () => {
  it("is one document that says who wrote what when, replies in order of time", () => {
    const draft = threadDraft(
      threadSchema.parse({
        repository: "sample/runner",
        issue: {
          number: 66,
          title: "Add a  row\nfor the B580",
          html_url: "https://github.com/sample/runner/pull/66#top",
          user: { login: "asker" },
          created_at: "2026-01-01T00:00:00Z",
          updated_at: "2026-01-05T00:00:00Z",
          body: "47 tok/s\r\non Vulkan\r\n",
          pull_request: {},
        },
        comments: [
          { id: 2, user: { login: "late" }, created_at: "2026-01-04T00:00:00Z", body: "Merged" },
          { id: 1, user: null, created_at: "2026-01-02T00:00:00Z", body: "  " },
        ],
        reviewComments: [
          {
            id: 9,
            user: { login: "checker" },
            created_at: "2026-01-03T00:00:00Z",
            body: "Which driver?",
            path: "results/intel.md",
          },
        ],
        reviews: [{ id: 5, user: { login: "checker" }, submitted_at: "2026-01-03T01:00:00Z", body: "" }],
      }),
    );
    expect(draft.text).toBe(`# Add a row for the B580

## asker · 2026-01-01T00:00:00Z · opening post

47 tok/s
on Vulkan

## checker · 2026-01-03T00:00:00Z · review comment on results/intel.md

Which driver?

## late · 2026-01-04T00:00:00Z · comment

Merged
`);
    expect(draft).toMatchObject({
      url: "https://github.com/sample/runner/pull/66",
      family: "github-pull",
      title: "Add a row for the B580",
      author: "asker",
    });
    expect(
      draft.parts.map(({ kind, author, start, end }) => [kind, author, draft.text.slice(start, end)]),
    ).toEqual([
      ["post", "asker", "47 tok/s\non Vulkan"],
      ["review", "checker", "Which driver?"],
      ["comment", "late", "Merged"],
    ]);
  });

  it("promises more the more kinds of facts its words tell of", () => {
    const bare = threadWorth({ title: "How to install?", body: "It does not start", comments: 3 });
    const rich = threadWorth({
      title: "RTX 3090: 17 tok/s",
      body: "Q4_K_M, -ngl 99, llama-bench below",
      comments: 3,
    });
    expect(rich).toBeGreaterThan(bare + 3);
  });
});

describe("whatever the API answers", () => {
  it("a thread is refused, or made into a sound document, twice the same", () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(threadLike, (input) => {
        seen[threadTrial(input)]++;
      }),
      { numRuns: RUNS },
    );
    expect(seen.taken).toBeGreaterThan(RUNS / 10);
  });

  it("a gist is refused, or made into a sound document, twice the same", () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(gistLike, (input) => {
        seen[gistTrial(input)]++;
      }),
      { numRuns: RUNS },
    );
    expect(seen.taken).toBeGreaterThan(RUNS / 10);
  });

  it("a file is made into a sound document, as Markdown and as code", () => {
    fc.assert(
      fc.property(
        markdownLike,
        fc.constantFrom("README.md", "a/b.yaml", "Modelfile", "notes.txt"),
        fileTrial,
      ),
      { numRuns: RUNS },
    );
  });
});
