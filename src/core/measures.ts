import type { Measure, MeasureKey } from './measure.ts';

export { type Measure, type MeasureKey, measureKeys } from './measure.ts';

/** Every measure, in the order pages show them. */
export const measures: readonly Measure[] = [
  {
    key: 'opened',
    title: 'Cases opened',
    kind: 'count',
    unit: 'cases',
    definition:
      'Requests we promised to follow. A case counts in the period in which the resident sent the message that opened it, by the time the channel gives it and not when we fetched it.',
    better: 'neither',
  },
  {
    key: 'resolved',
    title: 'Cases resolved',
    kind: 'count',
    unit: 'cases',
    definition:
      'Cases closed in the period as fixed, answered, not ours, declined or a duplicate, and not opened again since. Passing a case to another team does not close it.',
    better: 'neither',
  },
  {
    key: 'acknowledgement',
    title: 'Acknowledged',
    kind: 'time',
    unit: 'seconds',
    definition:
      'Seconds from the resident’s message to our first automatic reply, at every hour, of cases opened in the period. It is never counted as a response.',
    better: 'lower',
  },
  {
    key: 'first-response',
    title: 'First response by a person',
    kind: 'time',
    unit: 'working minutes',
    definition:
      'Working minutes from the resident’s first message to the first reply or question an officer wrote, of cases first answered in the period. Working time is the team’s own hours, less bank holidays and closures. Nothing pauses it, and nothing automatic stops it.',
    better: 'lower',
  },
  {
    key: 'first-response-in-time',
    title: 'First responses in time',
    kind: 'share',
    unit: 'share',
    definition:
      'Of the cases whose first response fell due in the period, those a person had answered by then. Cases still unanswered count as missed. What falls due later today is not counted yet.',
    better: 'higher',
  },
  {
    key: 'next-response',
    title: 'Later responses',
    kind: 'time',
    unit: 'working minutes',
    definition:
      'Working minutes each later message of the resident waited for an officer, of cases first answered in the period. Several messages in a row are one wait. A message that a case was closed after without another reply, such as thanks, is none.',
    better: 'lower',
  },
  {
    key: 'resolution',
    title: 'Resolution',
    kind: 'time',
    unit: 'working minutes',
    definition:
      'Working minutes from the resident’s first message to the close that stands, less the time we waited on the resident after asking a question, of cases closed in the period. A case opened again within 14 days goes on from its first message; the earlier close is void.',
    better: 'lower',
  },
  {
    key: 'own-resolution',
    title: 'Resolution without partners’ time',
    kind: 'time',
    unit: 'working minutes',
    definition:
      'Resolution less the working time a case stood as waiting on another body. Compare teams by this one; the time with partners is shown beside it.',
    better: 'lower',
  },
  {
    key: 'paused',
    title: 'Waited on the resident',
    kind: 'time',
    unit: 'working minutes',
    definition:
      'Working minutes not counted in resolution because we had asked the resident a question, of cases closed in the period. A pause ends with the resident’s next message or after ten working days. Nothing pauses a clock the law sets, a complaint’s, or that of somebody who may be at risk. It is shown so that pausing hides nothing.',
    better: 'lower',
  },
  {
    key: 'with-partner',
    title: 'Waited on another body',
    kind: 'time',
    unit: 'working minutes',
    definition:
      'Working minutes a case stood as waiting on another body, of cases closed in the period that ever did.',
    better: 'lower',
  },
  {
    key: 'resolution-in-time',
    title: 'Resolved in time',
    kind: 'share',
    unit: 'share',
    definition:
      'Of the cases that fell due in the period, those closed by then. Cases still open count as missed, and so do those opened again and not yet closed. What we waited on the resident puts the due time off by as much.',
    better: 'higher',
  },
  {
    key: 'reopened',
    title: 'Reopened',
    kind: 'share',
    unit: 'share',
    definition:
      'Of the cases last closed in the period, also where that close is void now, those opened again within 14 days of a close, by the resident or by an officer.',
    better: 'lower',
  },
  {
    key: 'first-contact',
    title: 'Resolved at first contact',
    kind: 'share',
    unit: 'share',
    definition:
      'Of the cases closed in the period, those never passed to another team, never chased, never opened again, and not followed within 14 days by another case of the same resident on the same matter.',
    better: 'higher',
  },
  {
    key: 'repeat-contact',
    title: 'Repeat contact',
    kind: 'share',
    unit: 'share',
    definition:
      'Of the cases opened in the period, those opened within 14 days of another by the same resident, for the same service or within 50 metres.',
    better: 'lower',
  },
  {
    key: 'chasers',
    title: 'Chasers',
    kind: 'rate',
    unit: 'per case',
    definition: 'Messages asking for news, to each case opened in the period.',
    better: 'lower',
  },
  {
    key: 'avoidable-contact',
    title: 'Avoidable contact',
    kind: 'rate',
    unit: 'per contact',
    definition:
      'Contacts a resident need not have made, to each message residents wrote about the cases opened in the period: messages asking for news, cases that were not ours, and cases whose first message we did not understand.',
    better: 'lower',
  },
  {
    key: 'handed-over-right',
    title: 'With the right team at once',
    kind: 'share',
    unit: 'share',
    definition:
      'Of the cases opened in the period, those not moved to another team after they were first placed.',
    better: 'higher',
  },
  {
    key: 're-routes',
    title: 'Re-routes',
    kind: 'rate',
    unit: 'per case',
    definition: 'Moves from one team to another, to each case opened in the period.',
    better: 'lower',
  },
  {
    key: 'danger-advice',
    title: 'Advice on danger',
    kind: 'time',
    unit: 'seconds',
    definition:
      'Seconds from the message that first told of danger to the advice we sent, at every hour, of dangers told in the period.',
    better: 'lower',
  },
  {
    key: 'danger-person',
    title: 'A person acted on danger',
    kind: 'time',
    unit: 'minutes',
    definition:
      'Minutes from the message that first told of danger to the first thing an officer did with the case, at every hour, of dangers told in the period.',
    better: 'lower',
  },
  {
    key: 'surveyed',
    title: 'Asked how satisfied they are',
    kind: 'count',
    unit: 'cases',
    definition:
      'Cases whose resident we asked, as we closed them in the period, how satisfied they are with how we dealt with it, 1 to 5. Nobody is asked where somebody was in danger or at risk, after abuse, of a duplicate, where the officer closed the case without telling the resident, or again soon after the last time.',
    better: 'neither',
  },
  {
    key: 'survey-answered',
    title: 'Answered the survey',
    kind: 'share',
    unit: 'share',
    definition:
      'Of the residents asked in the period how satisfied they are, those who answered, whenever they did. The lower it is, the less the figure of the satisfied says about everybody.',
    better: 'higher',
  },
  {
    key: 'satisfied',
    title: 'Satisfied',
    kind: 'share',
    unit: 'share',
    definition:
      'Of the residents asked in the period who answered, those who chose 4 (satisfied) or 5 (very satisfied). The latest answer of each counts.',
    better: 'higher',
  },
  {
    key: 'self-served',
    title: 'Answered at once',
    kind: 'count',
    unit: 'answers',
    definition:
      'Enquiries that got their whole answer automatically and became no case: opening hours, bin days, where to look. They are in no other measure. The team, service and ward of a case do not apply to them, but for the service asked about.',
    better: 'neither',
  },
  {
    key: 'falsely-self-served',
    title: 'Answered at once, but not helped',
    kind: 'share',
    unit: 'share',
    definition:
      'Of the enquiries answered at once in the period, those after which the same resident had to open a case within seven days.',
    better: 'lower',
  },
];

/** A measure by its key. */
export function measureOf(key: MeasureKey): Measure {
  const found = measures.find((each) => each.key === key);
  if (found === undefined) throw new Error(`There is no measure "${key}".`);
  return found;
}
