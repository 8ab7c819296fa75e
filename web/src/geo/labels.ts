/** A name on a map with the box that it fills, by its middle. */
export type Label = { code: string; x: number; y: number; width: number; height: number };

/** So often neighbours are pushed apart; after that two names may still touch. */
const ROUNDS = 12;

/**
 * The same names, those that lie on one another moved apart by the shorter way, half of it each. What does not overlap
 * stays where it was told to be.
 */
export function spread(labels: readonly Label[]): Label[] {
  const moved = labels.map((label) => ({ ...label }));
  for (let round = 0; round < ROUNDS; round += 1) {
    let still = true;
    moved.forEach((a, index) => {
      for (const b of moved.slice(index + 1)) {
        const [right, down] = [b.x - a.x, b.y - a.y];
        const across = (a.width + b.width) / 2 - Math.abs(right);
        const along = (a.height + b.height) / 2 - Math.abs(down);
        if (across <= 0 || along <= 0) continue;
        still = false;
        if (across < along) {
          const step = (right < 0 ? -across : across) / 2;
          a.x -= step;
          b.x += step;
        } else {
          const step = (down < 0 ? -along : along) / 2;
          a.y -= step;
          b.y += step;
        }
      }
    });
    if (still) break;
  }
  return moved;
}
