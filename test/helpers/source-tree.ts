/** Reads the project's own files for the tests that hold its rules. Knows nothing of the rules. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

/** Made by programs or by npm: no part of the project's text. */
const NOT_OURS = new Set(["node_modules", "output", ".git", "reports", "coverage"]);

export interface SourceImport {
  /** As written. */
  specifier: string;
  /** The imported file from the root, or undefined for a package or a Node module. */
  file: string | undefined;
  /** Only types come in: nothing is loaded. */
  typeOnly: boolean;
  /** `await import(…)`. */
  lazy: boolean;
}

/** Every file under the given folders and files, as paths from the root with slashes, in order. */
export function filesUnder(...places: string[]): string[] {
  return places
    .flatMap((place) => walk(join(ROOT, place)))
    .map((path) => relative(ROOT, path).replaceAll("\\", "/"))
    .sort();
}

export function textOf(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

export function exists(file: string): boolean {
  return existsSync(join(ROOT, file));
}

/** What a TypeScript file imports and exports again. */
export function importsOf(file: string): SourceImport[] {
  const code = withoutComments(textOf(file));
  const imports: SourceImport[] = [];
  const add = (specifier: string, typeOnly: boolean, lazy: boolean) =>
    imports.push({ specifier, typeOnly, lazy, file: resolved(file, specifier) });
  const statement = /^(?:import|export)\s+(type\s)?[^;"']{0,4000}?from\s*"([^"]+)"/gm;
  for (const [, type, specifier] of code.matchAll(statement)) add(specifier!, type !== undefined, false);
  for (const [, specifier] of code.matchAll(/^import\s*"([^"]+)"/gm)) add(specifier!, false, false);
  for (const [, specifier] of code.matchAll(/\bimport\(\s*"([^"]+)"\s*,?\s*\)/g))
    add(specifier!, false, true);
  for (const [, specifier] of code.matchAll(/\bnew URL\(\s*"(\.[^"]+\.ts)"/g)) add(specifier!, false, true);
  return imports;
}

/** The code without block comments and whole-line comments; strings stay as they are. */
export function withoutComments(code: string): string {
  return code.replace(/^\s*\/\*[\s\S]*?\*\//gm, "").replace(/^\s*\/\/.*$/gm, "");
}

/** The name of the package that a specifier loads, or undefined for files and Node's own modules. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return undefined;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function resolved(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return relative(ROOT, resolve(ROOT, dirname(from), specifier)).replaceAll("\\", "/");
}

function walk(place: string): string[] {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? walk(join(place, entry.name)) : [join(place, entry.name)]));
}
