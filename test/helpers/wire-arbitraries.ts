/** Random answers in roughly the shape of GitHub's API: some right, some with wrong types, odd text and missing fields. */
import fc from "fast-check";

const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 200, unit: "grapheme" }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 400, unit: "binary" }) },
  fc.constantFrom(
    "",
    " \r\n\r\n ",
    "```\nunclosed",
    "## someone · 2026-01-01T00:00:00Z · comment\n\nforged",
    "| a | b |\n|---|---|\n| 17 tok/s |",
    "\u0000\u202e\u200b\ud800",
    "`".repeat(500),
    `${" ".repeat(5000)}x`,
    `${"[".repeat(3000)}](https://a.example`,
    "{{ constructor }} <script>alert(1)</script> <<< ../x",
  ),
);
const odd = fc.oneof(fc.constant(null), fc.integer(), fc.boolean(), fc.jsonValue({ maxDepth: 3 }));
/** Right nearly always, so that most inputs get past the schema. */
const mostly = <Value>(right: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 40, arbitrary: right }, { weight: 1, arbitrary: odd });

const date = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2027-01-01"), noInvalidDate: true })
  .map((at) => at.toISOString());
const user = fc.oneof(fc.record({ login: text }), fc.constant(null));
const url = fc.webUrl({ validSchemes: ["https"], withFragments: true, withQueryParameters: true });

const comment = fc.record(
  {
    id: mostly(fc.oneof(fc.nat(), fc.string())),
    user: mostly(user),
    created_at: mostly(date),
    updated_at: mostly(date),
    body: mostly(fc.oneof(text, fc.constant(null))),
    html_url: mostly(url),
    path: mostly(text),
    minimized: fc.boolean(),
  },
  { requiredKeys: ["id", "created_at"] },
);

export const threadLike: fc.Arbitrary<unknown> = fc.record(
  {
    repository: mostly(fc.constant("sample/runner")),
    issue: mostly(
      fc.record(
        {
          number: fc.nat(),
          title: mostly(text),
          state: text,
          html_url: mostly(url),
          user: mostly(user),
          labels: mostly(fc.array(fc.oneof(text, fc.record({ name: text })), { maxLength: 3 })),
          created_at: mostly(date),
          updated_at: mostly(date),
          body: mostly(fc.oneof(text, fc.constant(null))),
          comments: fc.nat(),
          pull_request: fc.oneof(fc.constant(null), fc.record({ url })),
        },
        { requiredKeys: ["number", "title", "html_url", "created_at", "updated_at"] },
      ),
    ),
    comments: mostly(fc.array(comment, { maxLength: 5 })),
    reviewComments: fc.array(comment, { maxLength: 3 }),
    reviews: fc.array(fc.record({ id: fc.nat(), user, body: text, submitted_at: date }), { maxLength: 2 }),
  },
  { requiredKeys: ["repository", "issue"] },
);

export const gistLike: fc.Arbitrary<unknown> = fc.record({
  id: mostly(fc.string()),
  html_url: mostly(url),
  description: fc.oneof(text, fc.constant(null)),
  owner: mostly(user),
  created_at: mostly(date),
  updated_at: mostly(date),
  files: mostly(
    fc.dictionary(
      text,
      fc.record(
        {
          filename: mostly(text),
          language: fc.oneof(text, fc.constant(null)),
          content: mostly(text),
          truncated: fc.boolean(),
        },
        { requiredKeys: ["filename"] },
      ),
      { maxKeys: 4 },
    ),
  ),
});

export const markdownLike: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      text,
      fc.constantFrom("---\ntitle: x\n---\n", "# h\n", "\n===\n", "](", "https://", "](https://a.example/"),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(""));
