import { commonWords } from './tongue-words.ts';

/** Scripts that by themselves name the likeliest language among people in Britain. */
const scripts: readonly [string, RegExp][] = [
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

function byScript(text: string): string | undefined {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  for (const [language, letters] of scripts) {
    const count = text.match(letters)?.length ?? 0;
    if (count < 3 || count < latin) continue;
    if (language === 'ru')
      return /[іїєґ]/i.test(text)
        ? 'uk'
        : /[ъщ].*(?:та|ът|ите)\b/i.test(text) && !/[ыэ]/i.test(text)
          ? 'bg'
          : 'ru';
    if (language === 'ar') {
      if (/[ٹڈڑےںھہ]/.test(text)) return 'ur';
      if (/[ێۆڕڵ]/.test(text)) return 'ckb';
      if (/[ټډړږښڼ]/.test(text)) return 'ps';
      return /[پچژگ\u06a9\u06cc]/.test(text) ? 'fa' : 'ar';
    }
    return language;
  }
  return undefined;
}

/** Letters a language is told by, each worth less than a common word: names carry them too. */
const telling: readonly [string, RegExp][] = [
  ['pl', /[łąęśżźćń]/gi],
  ['ro', /[ășțşţ]/gi],
  ['tr', /[ğışİ]/g],
  ['pt', /[ãõ]/gi],
  ['es', /[ñ¿¡]/gi],
  ['de', /[äöüß]/gi],
  ['cs', /[ěřů]/gi],
  ['lt', /[ėįųū]/gi],
  ['hu', /[őű]/gi],
  ['vi', /[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]/gi],
  ['cy', /[ŵŷ]/gi],
];

const welshShape =
  /^(?:(?:ll|rh|ngh|mh|nh|dd|wy|yng|ymddi?|cyn|gw|cwy|llw)[a-zâêîôûŵŷ']{2,}|[a-z]*(?:wyd|ydd|aeth|iad|wch|iodd|odd|wyr|wydd|edig|wn|ynt|iau|oedd))$/;

/**
 * The language a message is in, as BCP 47: `en`, `cy`, or a guess at another. Too short to tell is `en`.
 * Mixed Welsh and English is `cy` when Welsh carries the sentence. Pure; never throws.
 */
export function whichLanguage(text: string): string {
  const plain = text.slice(0, 4000).replace(/https?:\/\/\S+|\S+@\S+|[@#]\w+/g, ' ');
  const script = byScript(plain);
  if (script) return script;
  const words =
    plain
      .toLowerCase()
      .replace(/[’`]/g, "'")
      .match(/[\p{L}'][\p{L}\p{M}']*/gu) ?? [];
  const scores = new Map<string, number>();
  const add = (language: string, points: number) =>
    scores.set(language, (scores.get(language) ?? 0) + points);
  for (const word of words) {
    const known = commonWords.get(word) ?? commonWords.get(word.replace(/^'+|'+$/g, '')) ?? [];
    for (const language of known) add(language, 1 / known.length);
    if (known.length === 0 && word.length >= 5 && welshShape.test(word)) add('cy', 0.4);
  }
  for (const [language, letters] of telling)
    add(language, Math.min(3, plain.match(letters)?.length ?? 0) * 0.5);
  const english = scores.get('en') ?? 0;
  let best = 'en';
  let most = english;
  for (const [language, score] of scores) {
    const needed = language === 'cy' ? 0.9 : 1.9;
    if (score >= needed && score > most && (language === 'cy' || score >= words.length * 0.2))
      [best, most] = [language, score];
  }
  return best;
}
