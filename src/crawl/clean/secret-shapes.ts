/**
 * The shapes of secrets that people paste: one row a kind. Every pattern is linear (no nested quantifiers, bounded
 * repeats) and narrow enough to leave hashes, commit ids, model names and file names alone.
 */
import { regex } from "../../record/regex.ts";

export interface SecretShape {
  kind: string;
  /** A cheap test before the pattern: the text must contain one of these (case-sensitive). */
  hints: readonly string[];
  pattern: RegExp;
  /** The capture group that is the secret; the whole match where it is left out. */
  group?: number;
  /** May be shorter than the twenty characters in a row that other shapes have. */
  short?: boolean;
  /** A further test of the secret itself. */
  accept?: (secret: string) => boolean;
}

/** Random enough to be a key: letters and digits mixed, and not one character over and over. */
function isVaried(secret: string): boolean {
  return /\d/.test(secret) && /[A-Za-z]/.test(secret) && new Set(secret).size >= 8;
}

/** Words that stand where a secret would in an example. */
const PLACEHOLDER = regex("i")`
  ^(?:\*{2,}|x{3,}|\.{2,}|[<$%{])|
  ^(?:
    your|my|change-?me|example|password|passwd|pass|secret|token|none|null|true|false|undefined|empty|
    dummy|sk
  )(?![A-Za-z0-9])
`;

const START = "(?<![A-Za-z0-9_-])";
const END = "(?![A-Za-z0-9_-])";
const shape = (
  kind: string,
  hints: string[],
  body: string,
  more: Partial<SecretShape> = {},
): SecretShape => ({
  kind,
  hints,
  pattern: new RegExp(`${START}${body}${END}`, "g"),
  ...more,
});

export const SECRET_SHAPES: readonly SecretShape[] = [
  {
    kind: "private-key",
    short: true,
    hints: ["PRIVATE KEY"],
    pattern: regex("g")`
      -----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,20000}?(?:
        -----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----|$
      )
    `,
  },
  shape("anthropic", ["sk-ant-"], "sk-ant-[A-Za-z0-9_-]{20,200}"),
  shape("openrouter", ["sk-or-"], "sk-or-(?:v1-)?[A-Za-z0-9]{32,100}"),
  shape("openai", ["sk-"], "sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,200}", { accept: isVaried }),
  shape("openai", ["sk-"], "sk-[A-Za-z0-9]{20,100}", { accept: isVaried }),
  shape("huggingface", ["hf_", "api_org_"], "(?:hf|api_org)_[A-Za-z0-9]{30,60}"),
  shape("github", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], "gh[pousr]_[A-Za-z0-9]{36,255}"),
  shape("github", ["github_pat_"], "github_pat_[A-Za-z0-9_]{40,255}"),
  shape("gitlab", ["gl"], "gl(?:pat|ptt|dt|rt|cbt|ft|soat|agent|imt)-[A-Za-z0-9_-]{20,64}"),
  shape("aws-access-key", ["AKIA", "ASIA", "AROA", "AIDA"], "(?:AKIA|ASIA|AROA|AIDA)[A-Z2-7]{16}"),
  {
    kind: "aws-secret-key",
    hints: ["secret", "SECRET", "Secret"],
    pattern:
      /aws[_a-z]{0,20}secret[_a-z]{0,20}["']?\s{0,3}[=:]{1,2}\s{0,3}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    group: 1,
  },
  shape("google", ["AIza"], "AIza[A-Za-z0-9_-]{35}"),
  shape("google-oauth", ["GOCSPX-", "ya29."], "(?:GOCSPX-[A-Za-z0-9_-]{28}|ya29\\.[A-Za-z0-9_-]{30,300})"),
  shape("slack", ["xox"], "xox[abeoprs]-[A-Za-z0-9-]{10,250}"),
  shape("slack", ["xapp-"], "xapp-\\d-[A-Za-z0-9-]{20,250}"),
  {
    kind: "slack-webhook",
    hints: ["hooks.slack.com"],
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/([A-Za-z0-9/_-]{20,200})/g,
    group: 1,
  },
  shape(
    "stripe",
    ["_live_", "_test_", "whsec_"],
    "(?:[srp]k_(?:live|test)_[A-Za-z0-9]{16,200}|whsec_[A-Za-z0-9]{24,100})",
  ),
  {
    kind: "azure",
    hints: ["AccountKey=", "SharedAccessKey="],
    pattern: /(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{40,100}={0,2})/g,
    group: 1,
  },
  {
    kind: "azure-sas",
    hints: ["sig="],
    pattern: /[?&]sig=([A-Za-z0-9%+/]{40,200}(?:%3[dD]|=){0,2})/g,
    group: 1,
  },
  shape("azure-client-secret", ["8Q~"], "[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{31,34}"),
  shape("npm", ["npm_"], "npm_[A-Za-z0-9]{36}"),
  shape("pypi", ["pypi-"], "pypi-[A-Za-z0-9_-]{50,300}"),
  {
    kind: "telegram",
    hints: [":AA", ":"],
    pattern: /(?<![A-Za-z0-9])(\d{8,10}:AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])/g,
  },
  {
    kind: "discord",
    // What such a token begins with: a snowflake in base 64.
    hints: ["M", "N", "O"],
    pattern: /(?<![\w.-])[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,45}(?![\w-])/g,
  },
  {
    kind: "discord-webhook",
    hints: ["/api/webhooks/"],
    pattern: /discord(?:app)?\.com\/api\/webhooks\/(\d{15,25}\/[A-Za-z0-9_-]{40,120})/g,
    group: 1,
  },
  shape("twilio", ["AC", "SK"], "(?:AC|SK)[0-9a-f]{32}"),
  shape("sendgrid", ["SG."], "SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{30,64}"),
  shape("mailgun", ["key-"], "key-[0-9a-f]{32}"),
  shape("groq", ["gsk_"], "gsk_[A-Za-z0-9]{40,80}"),
  shape("xai", ["xai-"], "xai-[A-Za-z0-9]{60,100}"),
  shape("perplexity", ["pplx-"], "pplx-[A-Za-z0-9]{40,64}"),
  shape("replicate", ["r8_"], "r8_[A-Za-z0-9]{37}"),
  shape("nvidia", ["nvapi-"], "nvapi-[A-Za-z0-9_-]{50,100}"),
  shape("fireworks", ["fw_"], "fw_[A-Za-z0-9]{20,40}", { accept: isVaried }),
  shape("tailscale", ["tskey-"], "tskey-[a-z]{3,10}-[A-Za-z0-9-]{15,80}"),
  shape("digitalocean", ["do"], "do[opr]_v1_[0-9a-f]{64}"),
  shape("shopify", ["shp"], "shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
  shape("docker", ["dckr_pat_"], "dckr_pat_[A-Za-z0-9_-]{27}"),
  shape("age-key", ["AGE-SECRET-KEY-1"], "AGE-SECRET-KEY-1[A-Z0-9]{58}"),
  shape("jwt", ["eyJ"], "eyJ[A-Za-z0-9_-]{8,2000}\\.eyJ[A-Za-z0-9_-]{8,4000}\\.[A-Za-z0-9_-]{10,1000}"),
  {
    kind: "url-password",
    short: true,
    hints: ["://"],
    pattern: /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'<>`]{0,100}:([^\s/@"'<>`]{3,200})@(?=[A-Za-z0-9[])/gi,
    group: 1,
    accept: (secret) => !PLACEHOLDER.test(secret),
  },
  {
    kind: "authorization",
    short: true,
    hints: ["uthorization", "UTHORIZATION"],
    pattern:
      /\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token|bot)\s{1,3}([A-Za-z0-9+/_.~=-]{8,2000})/gi,
    group: 1,
    accept: (secret) => !PLACEHOLDER.test(secret),
  },
  {
    kind: "bearer",
    short: true,
    hints: ["earer", "EARER"],
    pattern: /\bbearer\s{1,3}([A-Za-z0-9+/_.~=-]{20,2000})/gi,
    group: 1,
    accept: isVaried,
  },
  {
    kind: "assigned-secret",
    short: true,
    hints: ["key", "KEY", "Key", "oken", "OKEN", "ecret", "ECRET", "assw", "ASSW"],
    pattern: regex("gi")`
      (?:
        api[_-]?key|apikey|access[_-]?token|auth[_-]?token|secret[_-]?key|client[_-]?secret|password|
        passwd|_token|_secret
      )["']?\s{0,3}[:=]\s{0,3}["']?([A-Za-z0-9+/_.~!@#$%^&*=-]{16,200})(?![A-Za-z0-9])
    `,
    group: 1,
    accept: (secret) =>
      isVaried(secret) && !PLACEHOLDER.test(secret) && !/[/.](?:gguf|py|sh|json|safetensors)$/i.test(secret),
  },
  {
    kind: "e-mail",
    short: true,
    hints: ["@"],
    pattern: regex("g")`
      (?<![A-Za-z0-9._%+/@-])[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}@
      (?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,24}
      (?![A-Za-z0-9_-]|\.[A-Za-z0-9])
    `,
    accept: (address) =>
      !/\.(?:png|jpe?g|gif|svg|webp|service|timer|socket|target|mount|gguf)$/i.test(address) &&
      !address.startsWith("git@"),
  },
];
