import { join } from 'node:path';
import { loadCouncil } from '../../config/council.ts';
import { root } from '../../config/root.ts';
import type { Council } from '../../src/core/catalogue.ts';

let marlcombe: Council | undefined;

/** Marlcombe, as its folder says it. */
export function aCouncil(): Council {
  marlcombe ??= loadCouncil(join(root, 'config', 'councils', 'marlcombe'), {
    years: [2025, 2026, 2027, 2028],
  });
  return marlcombe;
}
