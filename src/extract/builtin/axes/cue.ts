/** What a cue is: words that say a value by themselves, and topics that say it only where a use is spoken of. */
export interface Cue<Value> {
  value: Value;
  /** Says the value wherever the author speaks of his own setup. Global. */
  plain?: RegExp;
  /** Says it in a title, a heading, a column of uses, or within a phrase of use ("for …", "my … box"). Global. */
  topic?: RegExp;
  /** Other values whose cue may contain this one's words, and then wins ("creative writing", "coding agent"). */
  yields?: readonly string[];
}
