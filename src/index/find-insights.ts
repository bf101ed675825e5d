/** The insights near to a question, by words and meaning. Knows nothing of setups. */
import type { Library } from "../store/library.ts";
import type { IndexTables } from "./index-tables.ts";
import type { Question } from "./question.ts";
import type { InsightHit } from "./search-answer.ts";
import { shownInsight } from "./show-hits.ts";

const MOST = 3;
const FROM_EACH_LIST = 30;
/** Cosine similarity below which a sentence is about something else, where it shares a word and where it shares none. */
const NEAR_WITH_WORD = 0.42;
const NEAR_ALONE = 0.6;
/** What a first place in both lists gives: 2 / (60 + 1). */
const BEST_SCORE = 2 / 61;

/** At most three, best first; none where words and meaning do not agree, since words alone share numbers and names. */
export async function findInsights(scope: {
  library: Library;
  tables: IndexTables;
  question: Question;
  vector: Float32Array | undefined;
}): Promise<InsightHit[]> {
  const { library, tables, question, vector } = scope;
  if (!vector) return [];
  const [byWords, byMeaning] = await Promise.all([
    tables.matching("insights", question.words.join(" "), { limit: FROM_EACH_LIST }),
    tables.nearest("insights", vector, { limit: FROM_EACH_LIST }),
  ]);
  const scores = byMeaning
    .filter(({ id, similarity }) => similarity >= (byWords.includes(id) ? NEAR_WITH_WORD : NEAR_ALONE))
    .map(({ id }, at) => {
      const wordPlace = byWords.indexOf(id);
      const score = 1 / (61 + at) + (wordPlace < 0 ? 0 : 1 / (61 + wordPlace));
      return { id, score: Math.round((score / BEST_SCORE) * 10_000) / 10_000 };
    });
  scores.sort((a, b) => b.score - a.score);
  const shown = scores
    .map(({ id, score }) => shownInsight(library, id, score))
    .filter((hit) => hit !== undefined);
  return shown.slice(0, MOST);
}
