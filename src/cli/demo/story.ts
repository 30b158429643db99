import type { Outcome, Status } from '../../core/case.ts';
import { afterWorkingSeconds, type Calendar } from '../../core/clock.ts';
import { teamOf } from '../../core/council.ts';
import type { Guess } from '../../core/understanding.ts';
import type { Demand } from './demand.ts';
import { isNoticed, moving } from './moving.ts';
import { type DemoResident, opening } from './opening.ts';
import { answerSeconds, outcomes, paceOf, workSeconds } from './pace.ts';
import { rates, ratingOf } from './satisfaction.ts';
import { acting, type DemoOfficer, resident, type Telling } from './telling.ts';
import { hoursOf, someoneOf, type World } from './world.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** Thrown, and caught below, where the story has come to now: what would follow has not happened yet. */
const notYet = new Error('Not yet.');

/**
 * The whole story of one case, from the first message to whatever it has come to by now. `talk` is how much is said
 * beyond the least, about 1.
 */
export function story(
  world: World,
  demand: Demand,
  reference: string,
  who: DemoResident,
  talk: number,
): Telling {
  const { told, stored, label } = opening(world, demand, reference, who);
  try {
    new Course(world, demand, told, stored, label, talk).run();
  } catch (error) {
    if (error !== notYet) throw error;
  }
  return told;
}

class Course {
  readonly #world: World;
  readonly #demand: Demand;
  readonly #told: Telling;
  readonly #talk: number;
  readonly #label: string;
  #at: Date;
  #team: string;
  #calendar: Calendar;
  #officer: DemoOfficer;
  #status: Status = 'new';

  constructor(world: World, demand: Demand, told: Telling, stored: Date, label: string, talk: number) {
    this.#world = world;
    this.#demand = demand;
    this.#told = told;
    this.#talk = talk;
    this.#label = label;
    this.#at = stored;
    this.#team = told.file.team;
    this.#calendar = hoursOf(world, this.#team);
    this.#officer = someoneOf(world, this.#team);
  }

  run(): void {
    const { chance, words } = this.#world;
    if (this.#often(0.1)) this.#writes(words.more(), new Date(+this.#at + chance.around(9, 1) * 60_000));
    if (isNoticed(this.#world, this.#demand, this.#label)) this.#moved();
    this.#waits(this.#answerSeconds(), 0.25);
    this.#told.happens(
      'assigned',
      { officer: { id: this.#officer.id, name: this.#officer.name } },
      acting(this.#officer),
      this.#at,
    );
    if (this.#often(0.3, 0.82)) this.#answers();
    while (this.#often(0.22)) {
      this.#writes(words.answer(), new Date(+this.#at + chance.around(4, 1) * hour));
      this.#waits(this.#answerSeconds(), 0.05);
      this.#says(words.reply());
    }
    this.#withPartner();
    this.#works(1, 0.3);
    this.#close();
    if (this.#often(0.04, 0.03)) this.#opensAgain();
    else if (this.#often(0.12))
      this.#writes(words.thanks(), new Date(+this.#at + chance.around(2, 1) * hour), false);
    if (chance.happens(0.002)) this.#openedLater();
  }

  /** An officer asks, or says what comes next. */
  #answers(): void {
    const { chance, words } = this.#world;
    if (!this.#often(0.1, 0.06)) {
      this.#says(words.reply());
      return;
    }
    this.#told.officer(this.#officer, words.question(), this.#at, true);
    this.#status = 'waiting-on-resident';
    if (chance.happens(0.85)) {
      this.#writes(words.answer(), new Date(+this.#at + chance.around(9, 1.2) * hour));
      this.#waits(this.#answerSeconds(), 0.05);
    } else this.#waits(11 * 7 * 3600, 0);
    this.#says(words.reply());
  }

  #says(text: string): void {
    this.#told.officer(this.#officer, text, this.#at);
    if (this.#status === 'new') this.#status = 'in-progress';
  }

  #moved(): void {
    const { chance } = this.#world;
    this.#waits(chance.around(2 * 3600, 0.7), 0.1);
    const place = { label: this.#label, team: this.#team, calendar: this.#calendar };
    const to = moving(this.#world, this.#demand, this.#told, {
      ...place,
      officer: this.#officer,
      at: this.#at,
    });
    if (to === this.#team) return;
    this.#team = to;
    this.#calendar = hoursOf(this.#world, to);
    this.#officer = someoneOf(this.#world, to);
  }

  #withPartner(): void {
    const { council, chance } = this.#world;
    const outside = teamOf(council, this.#team).kind === 'outside';
    if (!chance.happens(outside ? 0.5 : 0.05)) return;
    this.#becomes('waiting-on-partner');
    this.#waits(chance.around(4 * 7 * 3600, 0.9), 0.15);
    this.#becomes('in-progress');
  }

  #close(): void {
    const { file } = this.#told;
    const outcome = this.#world.chance.one(outcomes);
    this.#becomes('resolved', outcome);
    // Some are closed without a word: of all that may be left unsaid this is missed least.
    if (file.restricted || this.#demand.danger || !this.#often(0.35, 0.6)) return;
    const { words, chance } = this.#world;
    const asks = outcome !== 'duplicate' && chance.happens(0.8);
    this.#told.bot(words.closed(file.reference, asks), this.#at, asks ? 'survey' : undefined);
    const waited = file.resolutionDue !== null && file.resolutionDue < this.#at;
    const rating = asks ? ratingOf(chance, { waited, talk: this.#talk }) : null;
    if (rating === null) return;
    this.#later(new Date(+this.#at + chance.around(3, 1) * hour));
    this.#at = rates(this.#world, this.#told, rating, this.#at);
  }

  #opensAgain(): void {
    const { chance, words } = this.#world;
    this.#later(new Date(+this.#at + (0.2 + 9 * chance.next()) * day));
    const { line, stored } = this.#told.resident(words.stillNot(), this.#at, this.#surely());
    this.#at = stored;
    this.#told.received(line, stored);
    this.#told.happens('reopened', { reason: null, messageId: line.id }, resident, stored);
    this.#told.bot(words.reopened(this.#told.file.reference), stored);
    this.#status = 'in-progress';
    this.#waits(this.#answerSeconds(), 0.2);
    this.#says(words.reply());
    this.#works(0.5, 0.3);
    this.#close();
  }

  #openedLater(): void {
    this.#later(new Date(+this.#at + (20 + this.#world.chance.below(40)) * day));
    this.#told.happens(
      'reopened',
      { reason: 'Told by telephone.', messageId: null },
      acting(this.#officer),
      this.#at,
    );
    this.#status = 'in-progress';
    this.#works(1, 0);
    this.#says(this.#world.words.reply());
    this.#close();
  }

  #becomes(to: Status, outcome: Outcome | null = null): void {
    const reason = outcome === 'declined' ? 'Outside our policy.' : null;
    this.#told.happens(
      'status-changed',
      { from: this.#status, to, outcome, reason },
      acting(this.#officer),
      this.#at,
    );
    this.#status = to;
  }

  /** The resident writes, and the bot says it is noted, unless it is only thanks. */
  #writes(text: string, at: Date, noted = true): void {
    this.#later(at);
    const { line, stored } = this.#told.resident(text, this.#at, this.#surely());
    this.#at = stored;
    this.#told.received(line, stored);
    if (this.#status === 'waiting-on-resident') this.#status = 'in-progress';
    if (noted) this.#told.bot(this.#world.words.added(this.#told.file.reference), stored);
  }

  /** What the model makes of more on the same matter. */
  #surely(): Guess {
    return { label: this.#demand.service, probability: 0.9 };
  }

  /** So much working time passes. In a long wait the resident may ask for news: `chased` is how likely, after a day. */
  #waits(seconds: number, chased: number): void {
    const { chance, words } = this.#world;
    const since = this.#at;
    const until = afterWorkingSeconds(this.#calendar, since, Math.max(45, Math.round(seconds)));
    if (until === null) throw notYet;
    if (+until - +since > 1.5 * day && this.#often(chased)) {
      const asks = new Date(+since + (0.4 + 0.5 * chance.next()) * (+until - +since));
      this.#later(asks);
      const { line, stored } = this.#told.resident(words.chaser(), asks, {
        label: 'status-enquiry',
        probability: 0.9,
      });
      this.#told.received(line, stored);
      this.#told.happens('chased', { messageId: line.id }, resident, stored);
      this.#told.bot(words.standing(this.#told.file.reference, this.#team), stored);
      if (this.#status === 'waiting-on-resident') this.#status = 'in-progress';
      this.#at = stored;
    }
    this.#later(until);
  }

  #later(at: Date): void {
    const next = at > this.#at ? at : new Date(+this.#at + 1000);
    if (next >= this.#world.now) throw notYet;
    this.#at = new Date(Math.floor(+next));
  }

  #answerSeconds(): number {
    return answerSeconds(this.#world.chance, this.#demand.danger, this.#pace());
  }

  #works(share: number, chased: number): void {
    const { chance } = this.#world;
    this.#waits(share * workSeconds(chance, this.#calendar, this.#told.file, this.#pace()), chased);
  }

  #pace(): number {
    return paceOf(this.#team, this.#at, this.#world.now);
  }

  /** Whether something is said that need not be; `least` is how often it is however little is said. */
  #often(often: number, least = 0): boolean {
    return this.#world.chance.happens(Math.min(0.97, least + often * this.#talk));
  }
}
