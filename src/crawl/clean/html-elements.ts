/** What HTML says of its elements, as data: which are empty, which are blocks, and which a start tag ends. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Elements without content or end tag. */
export const VOID = words(
  "area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr",
);

/** Elements whose text is for machines, or shown by other means. */
export const RAW_TEXT = words(
  "script style template head title svg canvas iframe object video audio map noembed noframes",
);

/** Elements that begin and end a line. */
export const BLOCK = words(
  "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul #root",
);

const TABLE = words("table");
const LISTS = words("ul ol menu dir td th table");
const SCOPE = words(
  "td th table li ul ol dl dd dt blockquote div section article main button object details figure form fieldset body html",
);
const P = words("p");

/** By start tag: the nearest open one of `ends` ends, unless one of `within` stands between. */
export const CLOSED_BY: Readonly<Record<string, { ends: ReadonlySet<string>; within: ReadonlySet<string> }>> =
  {
    __proto__: null as never,
    li: { ends: words("li"), within: LISTS },
    dt: { ends: words("dt dd"), within: words("dl td table") },
    dd: { ends: words("dt dd"), within: words("dl td table") },
    tr: { ends: words("tr"), within: TABLE },
    td: { ends: words("td th"), within: words("tr table") },
    th: { ends: words("td th"), within: words("tr table") },
    tbody: { ends: words("tbody thead tfoot"), within: TABLE },
    thead: { ends: words("tbody thead tfoot"), within: TABLE },
    tfoot: { ends: words("tbody thead tfoot"), within: TABLE },
    option: { ends: words("option"), within: words("select datalist optgroup") },
    body: { ends: words("head"), within: words("html") },
    rt: { ends: words("rt rp"), within: words("ruby") },
    rp: { ends: words("rt rp"), within: words("ruby") },
    ...Object.fromEntries(
      "p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol pre section table ul"
        .split(" ")
        .map((name) => [name, { ends: P, within: SCOPE }]),
    ),
  };
