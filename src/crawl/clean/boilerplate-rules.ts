/** What is around an article and not of it, as data: elements, roles, class words and headings. Golden pairs in test/fixtures. */
import { regex } from "../../record/regex.ts";

/** Elements that hold no reading matter. */
export const CHROME_TAGS: ReadonlySet<string> = new Set(
  "nav button select textarea dialog menuitem iframe object embed svg canvas video audio map template style link meta noembed noframes portal input label fieldset".split(
    " ",
  ),
);

/** ARIA roles of what is around the content. */
export const CHROME_ROLES: ReadonlySet<string> = new Set(
  "navigation banner contentinfo search dialog alertdialog menu menubar toolbar tablist tooltip".split(" "),
);

const word = (list: string) => new RegExp(`(?<![a-z0-9])(?:${list})(?![a-z0-9])`);

/** Class and id words of what is never content; tested against the words in lower case. */
export const CHROME_CLASSES = word(
  [
    // consent and notices
    "cookies?|cookie-?(?:law|banner|consent|notice|bar|policy)|consent|gdpr|onetrust|cmp|ccpa|privacy-(?:notice|banner)|skip-?(?:link|to-content|nav)",
    // asking for something
    "newsletters?|subscribe|subscription|sign-?up|mailchimp|mc_embed_signup|email-capture|lead-form|cta|paywall-prompt|donate|donation|promo|promotions?|promoted|upsell",
    // more to read
    "related|related-?(?:posts?|articles|content|stories)|recommended|recommendations?|read-?(?:next|more-posts)|more-?(?:posts|articles|stories|from)|you-may(?:-also)?(?:-like)?|also-like|popular|popular-posts|trending|recent-?posts|latest-posts|up-next",
    // sharing
    "share|shares|share-?(?:bar|buttons?|links?|this|tools)|sharing|sharedaddy|addtoany|a2a_kit|social|social-?(?:links|share|icons|media|bar)|follow-us|reactions?|reaction-bar|likes?|claps?|post-likes",
    // finding one's way
    "breadcrumbs?|sidebar|side-?bar|sidenav|side-nav|widget-?area|widgets?|pagination|pager|paging|post-?nav(?:igation)?|nav-?links?|prev-?next|previous-next|navbar|navigation|nav-menu|main-menu|site-nav|menu|topbar|top-bar|masthead|site-(?:header|footer|title)|page-footer|global-(?:header|footer)|colophon|footer-(?:links|nav|widgets|menu)|toc|table-of-contents|tableofcontents|on-this-page|toc-?(?:left|right)?|toctree-wrapper|ltx_toc|ltx_page_navbar|ltx_page_footer|language-(?:switcher|selector)|theme-(?:toggle|switch)|search-?(?:form|box|bar)|edit-?(?:page|this-page|link|on-github)|page-(?:actions|nav|edit)",
    // money
    "ad|ads|adsbygoogle|ad-?(?:slot|unit|container|wrapper|banner)|advert|advertisement|advertising|sponsors?|sponsored|affiliate-(?:notice|disclosure-box)|carbonads|dfp",
    // people and bookkeeping
    "author-?(?:bio|box|card)|about-?(?:the-)?author|post-?(?:tags|categories)|tag-?(?:list|links|cloud)|tags|spec__tags|entry-footer|article-footer|copyright|legal|feedback|helpful|was-this-helpful|rating|ratings|star-rating|report-abuse|print-only|login-?(?:form|box)?|popup|pop-up|modal|overlay|toast|lightbox|tooltip|banner|announcement|announcement-bar|alert-bar|package-alerts|mob_header|copy-?(?:button|btn)|clipboard|clipboard-copy|code-toolbar-buttons|actions-panel|highlight__panel|headerlink|header-anchor|heading-anchor|anchor-link|anchorjs-link|hash-link|permalink|reader-actions|audio-player|ask|mw-editsection|mw-jump-link|sitesub|catlinks|printfooter|post-taglist|votecell|screen-reader-text|sr-only|visually-hidden|visuallyhidden",
  ].join("|"),
);

/** Class words of the numbers beside code, which may stand in a cell of their own. */
export const LINE_NUMBERS = word(
  "linenos?|linenodiv|line-?numbers?(?:-wrapper|-rows)?|gutter|rouge-gutter|hljs-ln-numbers|blob-num",
);

/** Class and id words of who wrote the page and when, which stands with the document and not in its text. */
export const BYLINE_CLASSES = word(
  "by-?line|meta|post-?meta|entry-?meta|article-?meta|posted-on|post-?info|post-?date|entry-date|dateline|publish-?date|read(?:ing)?-?time|post-?header__meta|article__header__meta|author-?(?:name|info|meta)|avatar",
);
/** A short line of its own that says when and by whom. */
export const BYLINE_TEXT = regex("i")`
  ^(?:
    (?:
      posted|published|updated|last (?:updated|modified|reviewed)|written|veröffentlicht|aktualisiert|
      publié|publicado
    )\b.{0,20}\d|\d{1,3} min(?:ute)?s? read|reading time
  )
`;
export const MAX_BYLINE_LENGTH = 160;

/** Ids and classes, as whole words, of what a page begins and ends with. */
export const PAGE_ENDS = / (?:header|footer|site-header|site-footer|page-header|page-footer|top|bottom) /;

/** Class words of notes inside an article, which look like sidebars and are content. */
export const CALLOUT_CLASSES = word(
  "note|tip|warning|caution|danger|important|info|hint|callout|admonition|aside|starlight-aside|alert|highlight-box|footnotes?|endnotes|pullquote|example|result|results|summary|tldr|key-takeaways|sidenote|marginnote",
);

/** Headings that open a block of links, a form or a promise, in the languages of the pages we read. */
export const CHROME_HEADINGS = regex("i")`
  ^(?:
    (?:
      you (?:may|might) (?:also )?(?:like|enjoy)|related|recommended|popular|trending|recent|latest|
      similar
    )(?: (?:posts?|articles?|content|stories|reading|topics|questions|discussions))?|(?:read|up) next|
    more (?:from|posts|articles|stories|like this|on)\b.{0,60}|
    share(?: (?:this|on|it|article|post))?.{0,30}|follow (?:us|me).{0,40}|subscribe.{0,60}|
    (?:join|sign up (?:for|to)) (?:our|the|my) .{0,60}|newsletter.{0,40}|
    stay (?:in touch|updated|up to date).{0,40}|(?:table of )?contents|on this page|
    in this (?:article|post)|about the author|leave a (?:reply|comment).{0,20}|tags|categories|archives?|
    was this (?:page|article) helpful.{0,5}|support (?:us|me|this (?:blog|site)).{0,40}|teilen(?: mit)?|
    ähnliche (?:beiträge|artikel)|verwandte (?:beiträge|artikel|themen)|
    das könnte (?:dich|sie|dir) .{0,40}|weiterlesen|schreibe einen kommentar|
    articles? (?:similaires|connexes|liés)|partager.{0,30}|artículos relacionados|compartir.{0,30}
  )\s{0,2}[:.!?…]?$
`;

/** Class and id words of the comments under a post, and of one comment. */
export const COMMENT_SECTION = word(
  "comments?|comments?-?(?:area|section|list|wrapper|container|template)|commentlist|wp-block-comments|disqus_thread|responses|webmentions?|replies|discussion-comments",
);

/** Selectors of the reading matter, most telling first: `.class`, `#id`, `tag`, `[role=main]`. */
export const CONTENT_PLACES: readonly string[] = [
  "[itemprop=articleBody]",
  ".ltx_document",
  ".markdown-body",
  ".crayons-article",
  ".entry-content",
  ".post-content",
  ".article-content",
  ".article-body",
  ".post-body",
  ".e-content",
  ".theme-doc-markdown",
  ".sl-markdown-content",
  ".vp-doc",
  ".rst-content",
  ".md-content",
];
