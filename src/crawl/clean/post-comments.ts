/** The comments under a post, taken out of the page and kept apart, each with its author and time where the page tells. */
import { regex } from "../../record/regex.ts";
import { COMMENT_SECTION } from "./boilerplate-rules.ts";
import { classWords, elementsBelow, isElement, lineOf, type PageElement, removeNode } from "./page-tree.ts";

export interface CommentTree {
  author: string | null;
  /** ISO 8601, or the page's own words where they cannot be read as a date. */
  at: string | null;
  /** The comment's own words, without author, time, buttons and replies. */
  body: PageElement;
}

const AUTHOR = regex()`
  (?<![a-z0-9])(?:
    comment-?author(?:-name)?|wp-block-comment-author-name|author|p-author|username|user-name|commenter|
    byline|fn|nickname
  )(?![a-z0-9])
`;
const META = regex()`
  (?<![a-z0-9])(?:
    comment-?(?:meta|metadata|reply|actions|form|respond|footer|date|awaiting-moderation)|reply|respond|
    reply-link|vote|votes|actions|avatar|permalink|edit-link|says
  )(?![a-z0-9])
`;
/** A comments section that is most of the page is the page: a forum thread. */
const MOST_OF_PAGE = 0.85;

/** Characters below which a section without comments in it is a heading or a button. */
const LEAST_WORDS = 30;

/** Takes the comments out of `root`, in the page's order. */
export function takeComments(root: PageElement): CommentTree[] {
  const sections = outermost(root, isSection);
  if (sections.length === 0) return [];
  const whole = lineOf(root).length;
  const comments: CommentTree[] = [];
  for (const section of sections) {
    if (lineOf(section).length > whole * MOST_OF_PAGE) continue;
    removeNode(section);
    for (const form of elementsBelow(section)) if (form.name === "form") removeNode(form);
    for (const item of commentItems(section)) {
      const comment = readComment(item);
      if (comment) comments.push(comment);
    }
  }
  return comments;
}

function isSection(element: PageElement): boolean {
  if (!/^(?:div|section|ol|ul|aside|article)$/.test(element.name)) return false;
  const words = classWords(element);
  return words !== "" && COMMENT_SECTION.test(words);
}

/** Matching elements that are not inside another match. */
function outermost(root: PageElement, test: (element: PageElement) => boolean): PageElement[] {
  const found: PageElement[] = [];
  const visit = (parent: PageElement) => {
    for (const child of parent.children) {
      if (!isElement(child)) continue;
      if (test(child)) found.push(child);
      else visit(child);
    }
  };
  visit(root);
  return found;
}

/**
 * Elements that are one comment each: by class, by microformat, else the list items; replies are items of their own. A
 * section without any is one comment itself, so that no words are lost.
 */
function commentItems(section: PageElement): PageElement[] {
  const all = elementsBelow(section);
  const byClass = all.filter(isItem);
  if (byClass.length > 0) return byClass;
  const articles = all.filter(({ name }) => name === "article");
  if (articles.length > 0) return articles;
  const items = isItem(section) ? [] : all.filter(({ name }) => name === "li");
  if (items.length > 0) return items;
  return isItem(section) || lineOf(section).length >= LEAST_WORDS ? [section] : [];
}

function isItem(element: PageElement): boolean {
  const own = ` ${element.attributes.class ?? ""} `.toLowerCase();
  return (
    /^(?:div|li|article|section)$/.test(element.name) &&
    /\s(?:comment|comment-item|comment-node|u-comment|h-cite|single-comment|crayons-comment)\s/.test(own)
  );
}

function readComment(item: PageElement): CommentTree | undefined {
  let author: string | null = null;
  let at: string | null = null;
  for (const element of elementsBelow(item)) {
    // Replies have been listed as comments of their own.
    if (isReply(element)) {
      removeNode(element);
      continue;
    }
    const words = classWords(element);
    if (element.name === "time") {
      at ??= dateOf(element);
      removeNode(element);
    } else if (
      author === null &&
      (AUTHOR.test(words) || element.attributes.itemprop === "author") &&
      lineOf(element).length <= 80
    ) {
      author = lineOf(element).replace(/^@|(?: says| schreibt| sagt)?\s*:?$/gi, "") || null;
      removeNode(element);
    } else if (META.test(words) && !/comment-?body|comment__body/.test(words) && lineOf(element).length < 200)
      removeNode(element);
  }
  if (author === null) author = leadingLink(item);
  const body =
    elementsBelow(item).find((element) =>
      /(?<![a-z])comment(?:-|__)?(?:body|content|text)(?![a-z])/.test(classWords(element)),
    ) ?? item;
  return lineOf(body) === "" ? undefined : { author, at, body };
}

function isReply(element: PageElement): boolean {
  if (element.name === "ol" || element.name === "ul")
    return (
      elementsBelow(element).some(({ name }) => name === "time" || name === "article") ||
      /children|replies/.test(classWords(element))
    );
  return (
    / (?:comment|single-comment|u-comment|h-cite) /.test(
      ` ${element.attributes.class ?? ""} `.toLowerCase(),
    ) && element.name !== "p"
  );
}

/** The link that a comment begins with is its author. */
function leadingLink(item: PageElement): string | null {
  for (const child of item.children) {
    if (!isElement(child)) {
      if (child.text.trim() !== "") return null;
      continue;
    }
    if (child.name === "a" && lineOf(child).length <= 60) {
      removeNode(child);
      return lineOf(child) || null;
    }
    if (child.name === "header" || child.name === "div" || child.name === "p")
      return child.name === "p" ? null : leadingLink(child);
    return null;
  }
  return null;
}

function dateOf(element: PageElement): string | null {
  const told = element.attributes.datetime ?? lineOf(element);
  const time = /^\d{4}-\d{2}-\d{2}/.test(told) ? Date.parse(told) : Number.NaN;
  return Number.isNaN(time) ? lineOf(element) || null : new Date(time).toISOString();
}
