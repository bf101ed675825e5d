/**
 * What is odd about a site or the software behind it, as rows. Each row has a golden pair in test/fixtures/pages: a page
 * in the manner of that software, and the Markdown that is to come of it.
 */

export interface SiteQuirk {
  name: string;
  /** Host of the page, or what `<meta name="generator">` says, or a class or id that the page has. */
  host?: RegExp;
  generator?: RegExp;
  mark?: string;
  /** Where the reading matter is: `.class`, `#id`, `tag` or `[name=value]`. */
  content?: string;
  /** What to take out of it. */
  remove?: readonly string[];
}

export const SITE_QUIRKS: readonly SiteQuirk[] = [
  {
    name: "latexml",
    generator: /latexml/i,
    mark: ".ltx_document",
    content: ".ltx_document",
    remove: [".ltx_note_mark", ".ltx_tag_item", ".ltx_pagination", ".ltx_role_refnum", ".ltx_ERROR"],
  },
  {
    name: "ar5iv-and-arxiv-html",
    host: /(?:^|\.)arxiv\.org$/,
    mark: ".ltx_document",
    content: ".ltx_document",
    remove: ["#license-tr", "#watermark-tr", ".package-alerts"],
  },
  {
    name: "discourse",
    generator: /^discourse/i,
    remove: [".topic-map", ".post-links", ".crawler-linkback-list", ".suggested-topics"],
  },
  {
    name: "docusaurus",
    generator: /^docusaurus/i,
    content: ".theme-doc-markdown",
    remove: [".theme-doc-toc-mobile", ".theme-doc-footer", ".hash-link"],
  },
  {
    name: "sphinx",
    mark: ".rst-content",
    remove: [".headerlink", ".rst-footer-buttons", ".rst-versions", ".viewcode-link"],
  },
  {
    name: "mkdocs-material",
    generator: /mkdocs/i,
    content: ".md-content",
    remove: [".md-content__button", ".md-source-file", ".md-feedback"],
  },
  {
    name: "vitepress",
    generator: /^vitepress/i,
    content: ".vp-doc",
    remove: [".header-anchor", ".lang", ".line-numbers-wrapper"],
  },
  { name: "forem", mark: ".crayons-article", remove: [".crayons-article__aside", ".highlight__panel"] },
  {
    name: "ghost",
    generator: /^ghost/i,
    remove: [".gh-post-upgrade-cta", ".kg-signup-card", ".kg-cta-card", ".gh-comments"],
  },
  {
    name: "substack",
    mark: ".available-content",
    content: ".available-content",
    remove: [".subscription-widget-wrap", ".subscribe-widget", ".image-link-expand"],
  },
  {
    name: "medium",
    host: /(?:^|\.)medium\.com$/,
    content: "article",
    remove: [".speechify-ignore", ".pw-post-byline-header"],
  },
];
