import { expect, test } from "vitest";
import { withSecurityPolicy } from "../../../src/publish/site/content-security-policy.ts";
import { withRelativeLinks } from "../../../src/publish/site/relative-links.ts";

test("links inside the site become relative to their page, and folders name their index", () => {
  const html =
    '<a href="/">h</a><a href="/use/#x">u</a><script src="/assets/a.js"></script><a href="/catalog/?a=b#c">c</a>';
  expect(withRelativeLinks(html, "index.md")).toBe(
    '<a href="./index.html">h</a><a href="./use/index.html#x">u</a><script src="./assets/a.js"></script><a href="./catalog/index.html?a=b#c">c</a>',
  );
  expect(withRelativeLinks('<a href="/use/coding.html">x</a>', "hardware/gpu-8.md")).toBe(
    '<a href="../use/coding.html">x</a>',
  );
});

test("links to the outside and text stay as they are", () => {
  const html =
    '<a href="https://a.example/">o</a><a href="//b.example/x">p</a><a href="#c">q</a><p>href=&quot;/x&quot;</p>';
  expect(withRelativeLinks(html, "use/coding.md")).toBe(html);
  expect(withRelativeLinks('<a href="/">h</a>', "404.md")).toBe('<a href="/">h</a>');
});

test("a page's policy names its own inline scripts and allows no others", () => {
  const html = '<head><meta charset="utf-8"></head><script>one()</script><script src="/a.js"></script>';
  const policy = withSecurityPolicy(html);
  expect(policy.match(/sha256-[A-Za-z0-9+/=]{44}/g)).toHaveLength(1);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("script-src 'self' 'unsafe");
});
