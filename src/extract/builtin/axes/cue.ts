/** What a cue is: words that say a value by themselves, and topics or objects that say it only where a use is spoken of. */
export interface Cue<Value> {
  value: Value;
  /** Says the value wherever the author speaks of his own setup. Global. */
  plain?: RegExp;
  /** Says it in a title, a heading, a column of uses, or within a phrase of use ("for …", "my … box"). Global. */
  topic?: RegExp;
  /** Things that people hand to a model ("photos", "invoices"): say it only where they are given as its work. Global. */
  object?: RegExp;
  /** Other values whose cue may contain this one's words, and then wins ("creative writing", "coding agent"). */
  yields?: readonly string[];
  /** So vague that any of the values it yields to, stated anywhere by the same author, wins ("agent", "daily driver"). */
  vague?: true;
}
