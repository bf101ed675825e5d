/** Author, dates and licence from JSON-LD. The JSON is the page's and is believed in its shape only where it has one. */

import { isoDate } from "./iso-date.ts";
import { isElement, type PageElement } from "./page-tree.ts";

const ARTICLE =
  /^(?:\w{0,20}Article|BlogPosting|TechArticle|Report|WebPage|DiscussionForumPosting|ScholarlyArticle)$/;
const MAX_JSON = 512 * 1024;
const MAX_NODES = 500;

export interface StructuredFacts {
  author: string | null;
  published: string | null;
  updated: string | null;
  licence: string | null;
}

export function structuredFacts(all: readonly PageElement[]): StructuredFacts {
  const facts: StructuredFacts = { author: null, published: null, updated: null, licence: null };
  for (const element of all) {
    if (element.name !== "script" || element.attributes.type?.toLowerCase() !== "application/ld+json")
      continue;
    const json = element.children.map((child) => (isElement(child) ? "" : child.text)).join("");
    if (json.length > MAX_JSON) continue;
    for (const node of articleNodes(json)) {
      facts.author ??= nameOf(node.author);
      facts.published ??= isoDate(text(node.datePublished));
      facts.updated ??= isoDate(text(node.dateModified));
      facts.licence ??= text(node.license);
    }
  }
  return facts;
}

function articleNodes(json: string): Record<string, unknown>[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    // Half of the web's JSON-LD has a mistake in it; the page's other words serve.
    return [];
  }
  const pending: unknown[] = [parsed];
  const found: Record<string, unknown>[] = [];
  for (let seen = 0; pending.length > 0 && seen < MAX_NODES; seen++) {
    const node = pending.shift();
    if (Array.isArray(node)) pending.push(...node.slice(0, MAX_NODES));
    else if (node !== null && typeof node === "object") {
      const record = node as Record<string, unknown>;
      const types = [record["@type"]].flat();
      if (types.some((type) => typeof type === "string" && ARTICLE.test(type))) found.push(record);
      if (Array.isArray(record["@graph"])) pending.push(...record["@graph"].slice(0, MAX_NODES));
    }
  }
  return found;
}

function nameOf(value: unknown): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first === "string") return /^https?:/.test(first) ? null : first.slice(0, 200);
  if (first !== null && typeof first === "object") return text((first as Record<string, unknown>).name);
  return null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 500) : null;
}
