/** Fewer messages than this on either side are no mix to compare. */
const fewest = 50;

/**
 * How far a mix of labels has moved from an earlier one: the population stability index, less what it comes to by
 * chance alone among so many labels and so few messages. Under 0.1 is little, over 0.25 a lot. Null of too few.
 */
export function driftOf(
  earlier: ReadonlyMap<string, number>,
  later: ReadonlyMap<string, number>,
): number | null {
  const labels = [...new Set([...earlier.keys(), ...later.keys()])];
  const [before, after] = [sum(earlier), sum(later)];
  if (before < fewest || after < fewest) return null;
  // Half a message for each label, so that one never met before does not weigh without end.
  const share = (mix: ReadonlyMap<string, number>, of: number, label: string) =>
    ((mix.get(label) ?? 0) + 0.5) / (of + 0.5 * labels.length);
  const index = labels.reduce((all, label) => {
    const [was, is] = [share(earlier, before, label), share(later, after, label)];
    return all + (is - was) * Math.log(is / was);
  }, 0);
  const byChance = (labels.length - 1) * (1 / before + 1 / after);
  return Math.max(0, index - byChance);
}

function sum(mix: ReadonlyMap<string, number>): number {
  return [...mix.values()].reduce((all, count) => all + count, 0);
}
