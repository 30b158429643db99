import { join } from 'node:path';
import { loadCouncil } from '../../config/council.ts';
import { loadDanger } from '../../config/danger.ts';
import { loadHeldOut } from '../../config/held-out.ts';
import { loadGround } from '../../config/places/ground.ts';
import { root } from '../../config/root.ts';
import { loadTraining } from '../../config/training.ts';
import type { Council } from '../../src/core/catalogue.ts';
import type { Understander } from '../../src/core/understanding.ts';
import { everydayIn, gazetteerOf } from '../../src/language/place/gazetteer.ts';
import { loadUnderstander } from '../../src/language/understander.ts';

const folder = join(root, 'config', 'councils', 'marlcombe');

export const marlcombe: Council = loadCouncil(folder, { years: [2025, 2026, 2027, 2028] });

let real: Promise<Understander> | undefined;

/** The real model, trained once and kept with the build. */
export function realLanguage(): Promise<Understander> {
  real ??= load();
  return real;
}

function load(): Promise<Understander> {
  const examples = loadTraining(folder);
  return loadUnderstander({
    examples,
    gazetteer: gazetteerOf(loadGround(folder), everydayIn(examples.values())),
    heldOut: loadHeldOut(folder),
    danger: loadDanger(),
    cacheFolder: join(root, 'dist', 'model'),
    askBelow: marlcombe.facts.askBelow,
  });
}
