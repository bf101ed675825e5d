/**
 * Panels behind tabs: each gets its tab's label as a bold line of its own, since a page read from top to bottom has no
 * tabs to say which panel is for which machine. Knows nothing of what the panels hold.
 */
import { classWords, elementsBelow, isElement, lineOf, type PageElement, removeNode } from "./page-tree.ts";

const LONGEST_LABEL = 60;
const MOST_TABS = 24;
/** Past this many tabs or panels a page is left as it is, so that the time stays in bounds. */
const MOST_ELEMENTS = 400;

const hasClass = (element: PageElement, word: string) => ` ${classWords(element)} `.includes(` ${word} `);

/** What marks tabs and their panels in the pages of each kind of software. */
interface TabStyle {
  label(element: PageElement): boolean;
  panel(element: PageElement): boolean;
}

const STYLES: readonly TabStyle[] = [
  {
    label: ({ attributes }) => attributes.role === "tab",
    panel: ({ attributes }) => attributes.role === "tabpanel",
  },
  {
    label: (element) =>
      element.name === "label" && element.parent !== null && hasClass(element.parent, "tabbed-labels"),
    panel: (element) => hasClass(element, "tabbed-block"),
  },
  {
    label: (element) => hasClass(element, "sd-tab-label"),
    panel: (element) => hasClass(element, "sd-tab-content"),
  },
  {
    label: (element) =>
      element.name === "label" && element.parent !== null && hasClass(element.parent, "tabs"),
    panel: (element) => element.parent !== null && hasClass(element.parent, "blocks"),
  },
];

/** Writes each tab's label above its panel, in the tree; a set whose labels and panels do not match stays as it is. */
export function placeTabLabels(root: PageElement): void {
  const all = elementsBelow(root);
  for (const { label, panel } of STYLES) {
    const labels = all.filter(label);
    if (labels.length === 0 || labels.length > MOST_ELEMENTS) continue;
    const panels = all.filter(panel);
    if (panels.length > MOST_ELEMENTS) continue;
    for (const set of setsOf(labels)) placeSet(set, panels);
  }
}

/** Tabs that stand beside one another, whichever element wraps each. */
function setsOf(labels: readonly PageElement[]): PageElement[][] {
  return [...Map.groupBy(labels, (label) => listOf(label)).values()];
}

function listOf(label: PageElement): PageElement | null {
  for (let at = label.parent, depth = 0; at !== null && depth < 3; at = at.parent, depth++)
    if (at.attributes.role === "tablist") return at;
  return label.parent;
}

function placeSet(labels: readonly PageElement[], panels: readonly PageElement[]): void {
  if (labels.length < 2 || labels.length > MOST_TABS) return;
  const byId = labels.map(({ attributes }) =>
    panels.find(
      (panel) => panel.attributes.id !== undefined && panel.attributes.id === attributes["aria-controls"],
    ),
  );
  const around = containerOf(listOf(labels[0]!), panels);
  const inside = panels.filter((panel) => around !== undefined && isOutermost(panel, around, panels));
  const paired = byId.every((panel) => panel !== undefined) ? byId : inside;
  if (paired.length !== labels.length) return;
  for (const [at, panel] of paired.entries()) {
    const words = lineOf(labels[at]!);
    if (panel !== undefined && words !== "" && words.length <= LONGEST_LABEL) prepend(panel, words);
  }
  for (const label of labels) removeNode(label);
}

/** The nearest element around a list of tabs that holds panels, too. */
function containerOf(list: PageElement | null, panels: readonly PageElement[]): PageElement | undefined {
  for (let at = list, depth = 0; at !== null && depth < 4; at = at.parent, depth++) {
    const here = at;
    if (panels.some((panel) => isInside(panel, here))) return here;
  }
  return undefined;
}

function isInside(element: PageElement, container: PageElement): boolean {
  for (let at = element.parent, depth = 0; at !== null && depth < 6; at = at.parent, depth++)
    if (at === container) return true;
  return false;
}

/** A panel of this container, and not one of a set within another panel. */
function isOutermost(panel: PageElement, container: PageElement, panels: readonly PageElement[]): boolean {
  if (!isInside(panel, container)) return false;
  for (let at = panel.parent; at !== null && at !== container; at = at.parent)
    if (panels.includes(at)) return false;
  return true;
}

function prepend(panel: PageElement, words: string): void {
  const line: PageElement = { name: "p", attributes: {}, children: [], parent: panel };
  const bold: PageElement = { name: "strong", attributes: {}, children: [], parent: line };
  bold.children.push({ parent: bold, text: words });
  line.children.push(bold);
  const first = panel.children.find(isElement);
  if (first !== undefined && lineOf(first) === words) return;
  panel.children.unshift(line);
}
