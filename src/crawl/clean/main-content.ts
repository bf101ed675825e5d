/**
 * Finds the reading matter of a page and takes out what is around it: menus, notices, boxes that ask or sell. Rules are
 * data (boilerplate-rules.ts, site-quirks.ts). Changes the tree it is given. Knows nothing of Markdown.
 */
import {
  BYLINE_CLASSES,
  BYLINE_TEXT,
  CALLOUT_CLASSES,
  CHROME_CLASSES,
  CHROME_HEADINGS,
  CHROME_ROLES,
  CHROME_TAGS,
  CONTENT_PLACES,
  LINE_NUMBERS,
  MAX_BYLINE_LENGTH,
  PAGE_ENDS,
} from "./boilerplate-rules.ts";
import {
  classWords,
  closest,
  elementsBelow,
  findBelow,
  isElement,
  lineOf,
  type PageElement,
  removeNode,
  textOf,
} from "./page-tree.ts";
import { selectAll, selector } from "./select.ts";
import type { SiteQuirk } from "./site-quirks.ts";
import { Scales } from "./text-weight.ts";

/** An element of a chrome-like class that holds more of the page's text than this is not chrome. */
const MOST_CHROME = 0.4;
/** A named place must hold this share of the page's running text to be the whole of the content. */
const LEAST_CONTENT = 0.6;

/** The element that holds the reading matter, cleared of the rest. */
export function mainContent(root: PageElement, quirks: readonly SiteQuirk[]): PageElement {
  const body = findBelow(root, ({ name }) => name === "body") ?? root;
  unwrapNoscript(body);
  for (const quirk of quirks)
    for (const place of quirk.remove ?? []) selectAll(body, place).forEach(removeNode);
  const told = quirks.flatMap(({ content }) => (content ? selectAll(body, content) : []))[0];
  const before = new Scales();
  const total = before.of(body).text;
  removeChrome(body, before, total);
  const scales = new Scales();
  const main = told && scales.of(told).text > 0 ? told : contentPlace(body, scales);
  removeChromeSections(main);
  return main;
}

/** The text of `<noscript>` is content where the page has little else; it never is where it asks for JavaScript. */
function unwrapNoscript(body: PageElement): void {
  const blocks = elementsBelow(body).filter(({ name }) => name === "noscript");
  if (blocks.length === 0) return;
  const scales = new Scales();
  const visible = textOf(body);
  for (const block of blocks) {
    const words = lineOf(block);
    const useful =
      scales.of(block).text >= 200 &&
      !/enable javascript|javascript (?:is )?(?:disabled|required)/i.test(words.slice(0, 300));
    const said = visible.split(words.slice(0, 80)).length > 2;
    if (useful && !said) block.name = "div";
    else removeNode(block);
  }
}

function removeChrome(body: PageElement, scales: Scales, total: number): void {
  const visit = (parent: PageElement, inContent: boolean) => {
    for (const child of [...parent.children]) {
      if (!isElement(child)) continue;
      if (isChrome(child, inContent, scales, total)) removeNode(child);
      else if (child.name !== "pre" && child.name !== "math")
        visit(
          child,
          inContent || child.name === "main" || child.name === "article" || child.attributes.role === "main",
        );
    }
  };
  visit(body, false);
}

function isChrome(element: PageElement, inContent: boolean, scales: Scales, total: number): boolean {
  const { name, attributes } = element;
  if (name === "body" || name === "main" || name === "pre" || name === "code" || name === "math")
    return false;
  if (name === "input") return attributes.type !== "checkbox";
  const weight = scales.of(element).text;
  const large = weight > total * MOST_CHROME;
  if (CHROME_TAGS.has(name)) return name === "nav" || !large;
  if (isHidden(element)) return !large;
  if (large) return false;
  const words = classWords(element);
  if (words !== "" && LINE_NUMBERS.test(words)) return true;
  const role = attributes.role?.toLowerCase();
  if (role && CHROME_ROLES.has(role) && !(role === "banner" && inContent)) return true;
  const callout = words !== "" && CALLOUT_CLASSES.test(words);
  if (name === "aside" || role === "complementary")
    return !(inContent && scales.linkShare(element) < 0.4 && !(CHROME_CLASSES.test(words) && !callout));
  if (name === "footer") return !callout && !(inContent && weight > 400 && scales.linkShare(element) < 0.2);
  if (name === "header") return !inContent && !holdsHeading(element);
  if (name === "form") return true;
  if (words !== "" && BYLINE_CLASSES.test(words) && weight <= MAX_BYLINE_LENGTH && !holdsHeading(element))
    return true;
  if ((name === "p" || name === "div") && weight > 0 && weight <= MAX_BYLINE_LENGTH / 2 && isByline(element))
    return true;
  if (!inContent && PAGE_ENDS.test(words) && !holdsHeading(element)) return true;
  return (
    words !== "" &&
    CHROME_CLASSES.test(words) &&
    !/^h[1-6]$|^t[dhr]$|^tbody$|^article$/.test(name) &&
    !isProse(element, scales)
  );
}

/** A line that tells a date: it begins like one, or it holds a time and is no sentence. */
function isByline(element: PageElement): boolean {
  const line = lineOf(element);
  if (BYLINE_TEXT.test(line)) return true;
  return !/[.!?:]$/.test(line) && element.children.some((child) => isElement(child) && child.name === "time");
}

/** Many words and few links: a class name alone does not make that chrome. */
function isProse(element: PageElement, scales: Scales): boolean {
  return scales.of(element).text > 600 && scales.linkShare(element) < 0.1;
}

function isHidden({ attributes }: PageElement): boolean {
  if (attributes.role === "tabpanel") return false;
  if ("hidden" in attributes && attributes.hidden !== "until-found") return true;
  return /display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden/i.test(attributes.style ?? "");
}

function holdsHeading(element: PageElement): boolean {
  return findBelow(element, ({ name }) => name === "h1") !== undefined;
}

/** The smallest element that holds most of the running text: a named place, `main`, `article`, else the body. */
function contentPlace(body: PageElement, scales: Scales): PageElement {
  const total = scales.of(body).text;
  const enough = (element: PageElement) => scales.of(element).text >= total * LEAST_CONTENT;
  const all = elementsBelow(body);
  const articles = all.filter(({ name }) => name === "article");
  const article = articles.find(enough);
  if (article) return article;
  const main = all.find(
    (element) => (element.name === "main" || element.attributes.role === "main") && enough(element),
  );
  if (main) return main;
  for (const place of CONTENT_PLACES) {
    const test = selector(place);
    const found = all.find((element) => test(element) && enough(element));
    if (found) return withTitle(found);
  }
  return body;
}

/** The place, or what is around it where its heading stands beside it. */
function withTitle(element: PageElement): PageElement {
  if (holdsHeading(element)) return element;
  return closest(element, (each) => each.name === "article" || each.name === "main") ?? element;
}

/** Takes out "Read next", "Share this" and the like with what follows them, and boxes that are links and nothing else. */
function removeChromeSections(main: PageElement): void {
  const scales = new Scales();
  for (const heading of elementsBelow(main)) {
    if (!/^h[1-6]$/.test(heading.name) && !isHeadingLike(heading, scales)) continue;
    if (!CHROME_HEADINGS.test(lineOf(heading))) continue;
    const parent = heading.parent!;
    const place = parent.children.indexOf(heading);
    const following = parent.children.slice(place + 1);
    const end = following.findIndex((node) => isElement(node) && /^h[1-6]$/.test(node.name));
    const section = end < 0 ? following : following.slice(0, end);
    const weight = section.reduce(
      (sum, node) => {
        const each = isElement(node) ? scales.of(node) : { text: node.text.trim().length, linked: 0 };
        return { text: sum.text + each.text, linked: sum.linked + each.linked };
      },
      { text: 0, linked: 0 },
    );
    if (weight.text > 400 && weight.linked < weight.text / 2) continue;
    for (const node of section) removeNode(node);
    removeNode(heading);
  }
}

function isHeadingLike(element: PageElement, scales: Scales): boolean {
  return (
    (element.name === "p" || element.name === "strong" || element.name === "div") &&
    element.children.length === 1 &&
    scales.of(element).text < 60
  );
}
