/**
 * A trie over atoms that finds the longest known phrase at a place in a text. Knows nothing of what the phrases mean;
 * separators that count as "the same phrase" are chosen by whoever builds it.
 */
import { type Atoms, atomsOf, gapBefore, wordAt } from "./atoms.ts";

type Node<T> = { next: Map<string, Node<T>>; value: T | undefined };

/** A phrase found: what it stands for, and the atom after its last one. */
export type PhraseMatch<T> = { value: T; endAtom: number };

export type PhraseTrie<T> = {
  /** Adds a phrase. Returns the value that already held its place, or undefined when it was free. */
  add: (phrase: string, value: T) => T | undefined;
  /** The longest phrase that starts at atom `from` and passes `accept`; undefined when there is none. */
  longest: (
    atoms: Atoms,
    from: number,
    accept?: (value: T, endAtom: number) => boolean,
  ) => PhraseMatch<T> | undefined;
  /** The value of exactly this phrase. */
  get: (phrase: string) => T | undefined;
  /** The lower-case first words of all phrases: nothing starts elsewhere. */
  firstWords: () => Iterable<string>;
};

/** `gaps` holds the separators that may stand inside a phrase, of those that `gapBefore` tells apart; "" always may. */
export function createPhraseTrie<T>(gaps: string): PhraseTrie<T> {
  const root: Node<T> = { next: new Map(), value: undefined };
  const find = (phrase: string): Node<T> | undefined => {
    const atoms = atomsOf(phrase);
    let node: Node<T> | undefined = root;
    for (let index = 0; index < atoms.count && node !== undefined; index++)
      node = node.next.get(wordAt(atoms, index));
    return node;
  };
  return {
    add(phrase, value) {
      const atoms = atomsOf(phrase);
      let node = root;
      for (let index = 0; index < atoms.count; index++) {
        const word = wordAt(atoms, index);
        let child = node.next.get(word);
        if (child === undefined) {
          child = { next: new Map(), value: undefined };
          node.next.set(word, child);
        }
        node = child;
      }
      const held = node.value;
      if (held === undefined) node.value = value;
      return held;
    },
    longest(atoms, from, accept) {
      let node = root.next.get(wordAt(atoms, from));
      let best: PhraseMatch<T> | undefined;
      for (let index = from; node !== undefined; index++) {
        if (node.value !== undefined && (accept === undefined || accept(node.value, index + 1)))
          best = { value: node.value, endAtom: index + 1 };
        if (node.next.size === 0 || index + 1 >= atoms.count) break;
        const gap = gapBefore(atoms, index + 1);
        if (gap !== "" && !gaps.includes(gap)) break;
        node = node.next.get(wordAt(atoms, index + 1));
      }
      return best;
    },
    get: (phrase) => find(phrase)?.value,
    firstWords: () => root.next.keys(),
  };
}
