/** Whether an answer with status 200 is the page that was asked for, or an error page, a login or consent wall, or nothing. */

export interface PageVerdict {
  verdict: "good" | "suspicious";
  /** What makes it suspicious. */
  why: string | null;
}

/** [what it is, what its title or first words say] — looked for where the page has little text. */
const WALLS: readonly [why: string, pattern: RegExp][] = [
  [
    "an error page",
    /\b(?:404|page (?:not|could not be) found|not found|403 forbidden|access denied|internal server error|500 error|bad gateway|service (?:temporarily )?unavailable|something went wrong|an error occurred|seite nicht gefunden|page introuvable|site (?:is )?(?:under|down for) (?:construction|maintenance)|this (?:page|site) (?:does not|doesn.t) exist|domain (?:is )?for sale|account (?:has been )?suspended)\b/i,
  ],
  [
    "a login wall",
    /\b(?:(?:log|sign) ?in (?:to (?:continue|view|read|see|access|your)|required)|please (?:log|sign) ?in|create (?:a free |an )?account to (?:continue|read|view)|subscribers? only|subscribe to (?:continue|read)|this (?:content|post|article) is for (?:paid|paying|members|subscribers)|members only|anmelden, um|you (?:must|need to) be (?:logged|signed) in)\b/i,
  ],
  [
    "a check for browsers",
    /\b(?:checking (?:if the site connection|your browser)|just a moment|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|captcha|enable javascript and cookies|attention required|ddos protection|unusual traffic|please enable (?:javascript|cookies))\b/i,
  ],
  [
    "a consent wall",
    /\b(?:before you continue|we value your privacy|accept (?:all )?cookies to|consent to (?:the use of )?cookies|cookie-?einstellungen|bevor sie fortfahren)\b/i,
  ],
  ["a rate limit", /\b(?:too many requests|rate limit(?:ed| exceeded)|slow down)\b/i],
];

/** Below this many words a page that speaks of errors and logins is taken at its word. */
const FEW_WORDS = 150;

export function pageVerdict(page: {
  title: string;
  markdown: string;
  hasPasswordField: boolean;
  loginUrl: boolean;
}): PageVerdict {
  const words = countWords(page.markdown, FEW_WORDS * 2);
  if (words === 0) return { verdict: "suspicious", why: "no text" };
  const opening = `${page.title}\n${page.markdown.slice(0, 1500)}`;
  for (const [why, pattern] of WALLS) {
    if (pattern.test(page.title) ? words < FEW_WORDS * 2 : words < FEW_WORDS && pattern.test(opening))
      return { verdict: "suspicious", why };
  }
  if (page.hasPasswordField && words < FEW_WORDS) return { verdict: "suspicious", why: "a login wall" };
  if (page.loginUrl && words < FEW_WORDS * 2) return { verdict: "suspicious", why: "a login wall" };
  return { verdict: "good", why: null };
}

/** Words up to `enough`; a long page need not be counted to its end. */
function countWords(text: string, enough: number): number {
  const pattern = /[\p{L}\p{N}]\S{0,100}/gu;
  let count = 0;
  while (count < enough && pattern.test(text)) count++;
  return count;
}
