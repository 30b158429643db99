import type { FamilyRules } from '../rule.ts';
import { adult } from './adult.ts';
import { child } from './child.ts';
import { crime } from './crime.ts';
import { fire } from './fire.ts';
import { flood } from './flood.ts';
import { missingPerson, slavery, terror } from './gone.ts';
import { domesticAbuse } from './home.ts';
import { life } from './life.ts';
import { medical } from './medical.ts';
import { selfHarm } from './mind.ts';
import { roadHazard, structure } from './street.ts';
import { electricity, gas } from './utilities.ts';

/** The rules of every family of danger. */
export const families: readonly FamilyRules[] = [
  fire,
  life,
  crime,
  gas,
  electricity,
  flood,
  roadHazard,
  structure,
  medical,
  child,
  adult,
  domesticAbuse,
  selfHarm,
  missingPerson,
  slavery,
  terror,
];
