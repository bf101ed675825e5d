/** Ridge-regularised logistic regression over named features, by Newton's method. Deterministic; knows nothing of insights. */

export type Example = { features: ReadonlyMap<string, number>; positive: boolean };
export type Weights = ReadonlyMap<string, number>;

const ROUNDS = 12;
const SMALL = 1e-9;

/** The log odds of an example, with the weight named "bias". */
export function oddsOf(weights: Weights, features: ReadonlyMap<string, number>): number {
  let odds = weights.get("bias") ?? 0;
  for (const [name, amount] of features) odds += amount * (weights.get(name) ?? 0);
  return odds;
}

/** The weights that fit `examples` best when each is held back by `ridge`; the bias is free. */
export function fitLogistic(examples: readonly Example[], ridge: number): Weights {
  const names = ["bias", ...new Set(examples.flatMap(({ features }) => [...features.keys()]))];
  const place = new Map(names.map((name, at) => [name, at]));
  const rows = examples.map(({ features, positive }) => ({
    at: [0, ...[...features.keys()].map((name) => place.get(name)!)],
    amounts: [1, ...features.values()],
    positive,
  }));
  const size = names.length;
  const weights = new Float64Array(size);
  for (let round = 0; round < ROUNDS; round++) {
    const slope = new Float64Array(size);
    const curve = Array.from({ length: size }, () => new Float64Array(size));
    for (const { at, amounts, positive } of rows) {
      let odds = 0;
      at.forEach((feature, each) => {
        odds += weights[feature]! * amounts[each]!;
      });
      const share = 1 / (1 + Math.exp(-odds));
      const spread = share * (1 - share);
      at.forEach((feature, each) => {
        slope[feature]! += ((positive ? 1 : 0) - share) * amounts[each]!;
        const line = curve[feature]!;
        at.forEach((other, second) => {
          line[other]! += spread * amounts[each]! * amounts[second]!;
        });
      });
    }
    for (let feature = 0; feature < size; feature++) {
      const held = feature === 0 ? SMALL : ridge;
      slope[feature]! -= held * weights[feature]!;
      curve[feature]![feature]! += held;
    }
    const step = solve(curve, slope);
    step.forEach((change, feature) => {
      weights[feature]! += change;
    });
    if (step.every((change) => Math.abs(change) < SMALL)) break;
  }
  return new Map(names.map((name, at) => [name, weights[at]!]));
}

/** Solves a symmetric positive system by Gaussian elimination; overwrites both. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot++)
    for (let row = pivot + 1; row < size; row++) {
      const share = matrix[row]![pivot]! / matrix[pivot]![pivot]!;
      if (share === 0) continue;
      for (let column = pivot; column < size; column++)
        matrix[row]![column]! -= share * matrix[pivot]![column]!;
      right[row]! -= share * right[pivot]!;
    }
  for (let pivot = size - 1; pivot >= 0; pivot--) {
    for (let column = pivot + 1; column < size; column++)
      right[pivot]! -= matrix[pivot]![column]! * right[column]!;
    right[pivot]! /= matrix[pivot]![pivot]!;
  }
  return right;
}
