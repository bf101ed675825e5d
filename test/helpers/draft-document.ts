/** A small valid document draft, with what a test cares about changed. */
import type { DocumentDraft } from "../../src/record/document.ts";

export function draftDocument(changes: Partial<DocumentDraft> = {}): DocumentDraft {
  const text = changes.text ?? "# A rig\n\nTwo used cards, one model.\n";
  return {
    url: "https://blog.example/a-rig",
    family: "blog",
    title: "A rig",
    author: "poster",
    published: "2026-03-01T00:00:00Z",
    updated: null,
    licence: null,
    text,
    parts: [{ kind: "body", start: 0, end: text.length }],
    links: [],
    publication: "quote",
    ...changes,
  };
}
