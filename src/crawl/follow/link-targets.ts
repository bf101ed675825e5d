/** Which links of a document are worth one step more: gists, pasted logs, text files of repositories. A table of shapes. */

export type LinkTarget =
  | { kind: "gist"; url: string; id: string }
  | { kind: "file"; url: string; repository: string; ref: string; path: string }
  | { kind: "paste"; url: string; raw: string };

type Shape = [host: RegExp, path: RegExp, target: (parts: string[], url: string) => LinkTarget];

/** Files in which people keep logs and configurations. */
const TEXT_FILE = "\\.(?:md|txt|log|ya?ml|toml|ini|conf|json|nix|sh|service|env|csv|modelfile)";

const SHAPES: readonly Shape[] = [
  [
    /^gist\.github\.com$/,
    /^\/[\w-]{1,39}\/([0-9a-f]{20,40})\/?$/,
    ([id], url) => ({ kind: "gist", url, id: id! }),
  ],
  [
    /^gist\.githubusercontent\.com$/,
    /^\/[\w-]{1,39}\/([0-9a-f]{20,40})\/raw\//,
    ([id]) => ({ kind: "gist", url: `https://gist.github.com/${id}`, id: id! }),
  ],
  [
    /^github\.com$/,
    new RegExp(`^/([\\w-]{1,39}/[\\w.-]{1,100})/blob/([^/]{1,200})/(.{1,500}${TEXT_FILE})$`, "i"),
    ([repository, ref, path], url) => ({
      kind: "file",
      url,
      repository: repository!,
      ref: ref!,
      path: path!,
    }),
  ],
  [
    /^raw\.githubusercontent\.com$/,
    new RegExp(`^/([\\w-]{1,39}/[\\w.-]{1,100})/(?:refs/heads/)?([^/]{1,200})/(.{1,500}${TEXT_FILE})$`, "i"),
    ([repository, ref, path]) => ({
      kind: "file",
      url: `https://github.com/${repository}/blob/${ref}/${path}`,
      repository: repository!,
      ref: ref!,
      path: path!,
    }),
  ],
  [
    /^(?:www\.)?pastebin\.com$/,
    /^\/(?:raw\/)?([A-Za-z0-9]{8})$/,
    ([id]) => ({ kind: "paste", url: `https://pastebin.com/${id}`, raw: `https://pastebin.com/raw/${id}` }),
  ],
  [
    /^dpaste\.(?:org|com)$/,
    /^\/([A-Za-z0-9]{4,20})(?:\/raw|\.txt)?\/?$/,
    ([id], url) => {
      const { hostname } = new URL(url);
      const raw = hostname === "dpaste.com" ? `https://dpaste.com/${id}.txt` : `https://dpaste.org/${id}/raw`;
      return { kind: "paste", url: `https://${hostname}/${id}`, raw };
    },
  ],
  [
    /^(?:paste\.rs|0x0\.st|termbin\.com|bpa\.st|ix\.io)$/,
    /^\/([\w-]{3,40})(?:\.txt|\.log)?$/,
    (_parts, url) => ({ kind: "paste", url, raw: url }),
  ],
];

/** What the address leads to, or undefined where it is no such place. */
export function linkTarget(address: string): LinkTarget | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  url.hash = "";
  url.search = "";
  url.protocol = "https:";
  const path = decoded(url.pathname);
  for (const [host, shape, target] of SHAPES) {
    const parts = host.test(url.hostname) ? path.match(shape) : null;
    if (parts) return target(parts.slice(1), url.href);
  }
  return undefined;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
