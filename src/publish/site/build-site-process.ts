/**
 * The process that runs VitePress: `node build-site-process.ts SOURCE OUT`. It alone imports VitePress; it gives pages
 * their data as inert JSON and each page a content security policy.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { SiteConfig } from "vitepress";
import { DATA_PREFIX } from "../book/render-chapter.ts";
import { withSecurityPolicy } from "./content-security-policy.ts";
import { withRelativeLinks } from "./relative-links.ts";

const [source, outDir] = process.argv.slice(2);
if (source === undefined || outDir === undefined) throw new TypeError("usage: build-site-process SOURCE OUT");

const requireFromVitePress = createRequire(import.meta.resolve("vitepress"));
const vue = join(
  dirname(requireFromVitePress.resolve("vue/package.json")),
  "dist/vue.runtime.esm-bundler.js",
);
const serverRenderer = join(
  dirname(requireFromVitePress.resolve("@vue/server-renderer/package.json")),
  "dist/server-renderer.esm-bundler.js",
);
const minisearch = join(dirname(requireFromVitePress.resolve("minisearch")), "../es/index.js");

/** Hands a chapter's JSON to the bundler as a string that it will not look into. */
const chapterData = {
  name: "almanac-chapter-data",
  enforce: "pre" as const,
  resolveId: (id: string) => (id.startsWith(DATA_PREFIX) ? `\0${id}` : undefined),
  load(id: string) {
    if (!id.startsWith(`\0${DATA_PREFIX}`)) return undefined;
    const file = join(source, "data", `${id.slice(DATA_PREFIX.length + 1)}.json`);
    return `export default JSON.parse(${JSON.stringify(readFileSync(file, "utf8"))});`;
  },
};

/** Changes what VitePress read from its settings file, which is plain data and can hold no functions. */
function adjustSettings(settings: SiteConfig): void {
  settings.transformHtml = (html, _, { page }) => withRelativeLinks(withSecurityPolicy(html), page);
  settings.vite = {
    logLevel: "warn",
    plugins: [chapterData],
    resolve: {
      // The source folder may lie anywhere, far from node_modules.
      alias: [
        { find: /^vue$/, replacement: vue },
        { find: /^(?:vue|@vue)\/server-renderer$/, replacement: serverRenderer },
        { find: /^minisearch$/, replacement: minisearch },
      ],
    },
    ssr: { noExternal: true },
    build: { chunkSizeWarningLimit: 4000 },
  };
}

const { build } = await import("vitepress");
try {
  await build(source, { outDir, onAfterConfigResolve: adjustSettings });
} catch (error) {
  const { message, id, frame } = error as Error & { id?: string; frame?: string };
  // The last lines are the ones that the parent process shows.
  process.stderr.write(`\n${[id, message, frame].filter(Boolean).join("\n")}\n`);
  process.exit(1);
}
// VitePress keeps worker threads; nothing is left to do.
process.exit(0);
