/**
 * Makes the links of a finished page relative, so that it can be read from a folder without a server. Text cannot be
 * taken for a link here: the quotation marks of texts and of attribute values are entities.
 */

const LOCAL_LINK = / (href|src)="\/(?!\/)([^"#?]{0,500})([^"]{0,2000})"/g;

/** `page` is the page's path as VitePress names it, such as `hardware/gpu-24.md`. */
export function withRelativeLinks(html: string, page: string): string {
  // A server hands this page out for any address, so nothing can be relative to it.
  if (page === "404.md") return html;
  const up = "../".repeat(page.split("/").length - 1) || "./";
  return html.replace(LOCAL_LINK, (_, attribute: string, path: string, rest: string) => {
    const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    return ` ${attribute}="${up}${file}${rest}"`;
  });
}
