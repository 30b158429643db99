import type { PostcodeEntry, Ward } from '../../../src/core/ground.ts';
import type { Point } from '../../../src/core/place.ts';
import { ConfigFault } from '../../faults.ts';
import { landmarksFrom, streetsFrom } from './merge.ts';
import { type OpenName, openNamesOf } from './open-names.ts';
import { eachPostcode, isOurs, leave, overFiles, type Progress, sourcesOfKind, type Work } from './work.ts';

/** Postcodes this far outside are kept too, so that we can say whose area they are in. */
const aroundMetres = 5_000;
/** A street's middle may lie a little outside the postcodes along it. */
const edgeMetres = 300;

/** The postcodes in our area, and those around it. */
export async function readPostcodes(work: Work, progress: Progress): Promise<string> {
  const wards = work.now.wards ?? work.before.wards;
  const find = work.wardFinder(wards);
  const kept = new Map<string, PostcodeEntry>();
  await eachPostcode(
    work,
    progress,
    (entry) => {
      const ours = isOurs(work, entry);
      if (!ours && !work.extent.holds(entry.point, aroundMetres)) {
        leave(work, 'postcodes further away');
        return;
      }
      const ward = wards.length === 0 ? entry.ward : wardOf(entry, wards, find);
      kept.set(entry.postcode, { ...entry, ward: ours ? ward : '' });
    },
    (reason) => leave(work, `postcodes ${reason}`),
  );
  work.now.postcodes = [...kept.values()];
  return `${kept.size} postcodes, ours and those around`;
}

/** The ward a postcode lies in: the one its file names if we have it, else the one its point is in. */
function wardOf(
  { ward, point }: PostcodeEntry,
  wards: readonly Ward[],
  find: (point: Point) => Ward | undefined,
): string {
  return wards.some(({ code }) => code === ward) ? ward : (find(point)?.code ?? '');
}

/** The streets and landmarks in our area, beside those the council already has. */
export async function readNames(work: Work, progress: Progress): Promise<string> {
  const { before, now, toPoint, told } = work;
  const isHere = within(work);
  const read: OpenName[] = [];
  await overFiles(sourcesOfKind(work, 'open-names'), progress, async function* (source) {
    for await (const name of openNamesOf(source, { toPoint, complaints: told })) {
      if ('left' in name) leave(work, name.left);
      else if (isHere(name.point)) read.push(name);
      else leave(work, 'streets and landmarks elsewhere');
      yield;
    }
  });
  told.throwAny();
  const streets = streetsFrom(
    read.filter(({ kind }) => kind === 'street'),
    before.streets,
  );
  const landmarks = landmarksFrom(
    read.filter(({ kind }) => kind !== 'street'),
    before.landmarks,
  );
  leave(work, 'streets and landmarks the council already has', streets.known + landmarks.known);
  now.streets = streets.streets;
  now.landmarks = landmarks.landmarks;
  return `${now.streets.length} streets, ${now.landmarks.length} landmarks`;
}

/** Whether a point is ours: in one of our wards or, without boundaries, among our postcodes. */
function within({ now, before, extent, wardFinder }: Work): (point: Point) => boolean {
  const wards = now.wards ?? before.wards;
  if (wards.length > 0) {
    const find = wardFinder(wards);
    return (point) => find(point) !== undefined;
  }
  for (const { point, ward } of before.postcodes) if (ward !== '') extent.put(point);
  if (extent.empty) {
    throw new ConfigFault(
      'Nothing tells where the council’s area is.',
      [],
      'Give its postcodes or its ward boundaries as well, or a rectangle after --council-area.',
    );
  }
  return (point) => extent.holds(point, edgeMetres);
}
