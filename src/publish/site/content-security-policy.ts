/** Gives a finished page a policy under which it can load nothing from another host and run no script but its own. */
import { createHash } from "node:crypto";

const INLINE_SCRIPT = /<script(?![^>]{0,400}\bsrc=)[^>]{0,400}>([\s\S]*?)<\/script>/g;

/** The page with the policy as the first element after its charset; inline scripts are named by their hash. */
export function withSecurityPolicy(html: string): string {
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(
    ([, script = ""]) => `'sha256-${createHash("sha256").update(script, "utf8").digest("base64")}'`,
  );
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${[...new Set(hashes)].join(" ")}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const tags = `<meta http-equiv="Content-Security-Policy" content="${policy}">\n    <meta name="referrer" content="no-referrer">`;
  return html.replace('<meta charset="utf-8">', (charset) => `${charset}\n    ${tags}`);
}
