import { realLanguage } from './language.ts';

/** Vitest's global set-up: the model is trained before the tests begin, so that not every file trains it for itself. */
export default async function setUp(): Promise<void> {
  await realLanguage();
}
