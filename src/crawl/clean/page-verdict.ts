/** Whether an answer with status 200 is the page that was asked for, or an error page, a login or consent wall, or nothing. */
import { regex } from "../../record/regex.ts";

export interface PageVerdict {
  verdict: "good" | "suspicious";
  /** What makes it suspicious. */
  why: string | null;
}

/** [what it is, what its title or first words say] — looked for where the page has little text. */
const WALLS: readonly [why: string, pattern: RegExp][] = [
  [
    "an error page",
    regex("i")`
      \b(?:
        404|page (?:not|could not be) found|^(?:error: ?)?not found$|403 forbidden|access denied|
        internal server error|500 error|bad gateway|service (?:temporarily )?unavailable|
        something went wrong|an error occurred|seite nicht gefunden|page introuvable|
        site (?:is )?(?:under|down for) (?:construction|maintenance)|
        this (?:page|site) (?:does not|doesn.t) exist|domain (?:is )?for sale|
        account (?:has been )?suspended
      )\b
    `,
  ],
  [
    "a login wall",
    regex("i")`
      \b(?:
        (?:log|sign) ?in (?:to (?:continue|view|read|see|access|your)|required)|please (?:log|sign) ?in|
        create (?:a free |an )?account to (?:continue|read|view)|subscribers? only|
        subscribe to (?:continue|read)|
        this (?:content|post|article) is for (?:paid|paying|members|subscribers)|members only|anmelden, um|
        you (?:must|need to) be (?:logged|signed) in
      )\b
    `,
  ],
  [
    "a check for browsers",
    regex("i")`
      \b(?:
        checking (?:if the site connection|your browser)|just a moment|
        verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|captcha|enable javascript and cookies|
        attention required|ddos protection|unusual traffic|please enable (?:javascript|cookies)
      )\b
    `,
  ],
  [
    "a consent wall",
    regex("i")`
      \b(?:
        before you continue|we value your privacy|accept (?:all )?cookies to|
        consent to (?:the use of )?cookies|cookie-?einstellungen|bevor sie fortfahren
      )\b
    `,
  ],
  ["a rate limit", /\b(?:too many requests|rate limit exceeded)\b/i],
];

/** A page whose title says so and that has fewer words than this is taken at its word. */
const FEW_WORDS = 300;
/** A page that says so anywhere must be this short: notes on errors and logins speak of them, too. */
const VERY_FEW_WORDS = 60;
/** Longer titles are headlines. */
const MAX_TITLE_WORDS = 8;

export function pageVerdict(page: {
  title: string;
  markdown: string;
  hasPasswordField: boolean;
  loginUrl: boolean;
}): PageVerdict {
  const words = countWords(page.markdown, FEW_WORDS);
  if (words === 0) return { verdict: "suspicious", why: "no text" };
  const shortTitle = countWords(page.title, MAX_TITLE_WORDS + 1) <= MAX_TITLE_WORDS ? page.title : "";
  for (const [why, pattern] of WALLS) {
    if (words < FEW_WORDS && pattern.test(shortTitle)) return { verdict: "suspicious", why };
    if (words < VERY_FEW_WORDS && pattern.test(page.markdown)) return { verdict: "suspicious", why };
  }
  if (words < VERY_FEW_WORDS * 2 && (page.hasPasswordField || page.loginUrl))
    return { verdict: "suspicious", why: "a login wall" };
  return { verdict: "good", why: null };
}

/** Words up to `enough`; a long page need not be counted to its end. */
function countWords(text: string, enough: number): number {
  const pattern = /[\p{L}\p{N}]\S{0,100}/gu;
  let count = 0;
  while (count < enough && pattern.test(text)) count++;
  return count;
}
