/** Scripts that by themselves name the likeliest language among people in Britain. */
const scripts: readonly (readonly [string, RegExp])[] = [
  ['pa', /[\u0a00-\u0a7f]/gu],
  ['gu', /[\u0a80-\u0aff]/gu],
  ['ta', /[\u0b80-\u0bff]/gu],
  ['bn', /[\u0980-\u09ff]/gu],
  ['hi', /[\u0900-\u097f]/gu],
  ['ja', /[\u3040-\u30ff]/gu],
  ['zh', /[\u4e00-\u9fff]/gu],
  ['ko', /[\uac00-\ud7af]/gu],
  ['th', /[\u0e00-\u0e7f]/gu],
  ['el', /[\u0370-\u03ff]/gu],
  ['he', /[\u0590-\u05ff]/gu],
  ['am', /[\u1200-\u137f]/gu],
  ['ar', /[\u0600-\u06ff\u0750-\u077f]/gu],
  ['ru', /[\u0400-\u04ff]/gu],
];

/** The language a script other than Latin tells; undefined when most of the text is in Latin letters. */
export function byScript(text: string): string | undefined {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  for (const [language, letters] of scripts) {
    const count = text.match(letters)?.length ?? 0;
    if (count < 3 || count < latin) continue;
    if (language === 'ru') return cyrillic(text);
    return language === 'ar' ? arabic(text) : language;
  }
  return undefined;
}

function cyrillic(text: string): string {
  if (/[іїєґ]/i.test(text)) return 'uk';
  return /[ъщ].*(?:та|ът|ите)\b/i.test(text) && !/[ыэ]/i.test(text) ? 'bg' : 'ru';
}

function arabic(text: string): string {
  if (/[ٹڈڑےںھہ]/.test(text)) return 'ur';
  if (/[ێۆڕڵ]/.test(text)) return 'ckb';
  if (/[ټډړږښڼ]/.test(text)) return 'ps';
  return /[پچژگ\u06a9\u06cc]/.test(text) ? 'fa' : 'ar';
}
