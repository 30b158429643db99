import type { Ward } from '../../../src/core/ground.ts';
import { ConfigFault } from '../../faults.ts';
import { extentOf } from './area.ts';
import { outlinesIn } from './outlines.ts';
import { eachPostcode, isOurs, leave, type Progress, sourcesOfKind, type Work } from './work.ts';

/** Where our area is, as its own postcodes tell: how far it reaches, and which wards are in it. */
export async function findOwnPostcodes(work: Work, progress: Progress): Promise<string> {
  const { area, extent, ownWards } = work;
  let count = 0;
  await eachPostcode(
    work,
    progress,
    (entry) => {
      if (!isOurs(work, entry)) return;
      count += 1;
      extent.put(entry.point);
      if (entry.ward !== '' && area.councils.has(entry.council)) ownWards.add(entry.ward);
    },
    () => {},
  );
  if (count === 0) {
    throw new ConfigFault(
      'No postcode of these files lies in the area given.',
      [],
      'Check the code after --council-area, and whether the files are those of your part of the country.',
    );
  }
  return `${count} postcodes are ours`;
}

/** The boundaries of our wards. */
export async function readWards(work: Work, progress: Progress): Promise<string> {
  const { area, extent, ownWards, toPoint } = work;
  const all = sourcesOfKind(work, 'boundaries').flatMap(({ file, bytes }) =>
    outlinesIn(file, bytes, toPoint),
  );
  progress(1, all.length);
  const startsIn = ({ polygons }: Ward) => {
    const [longitude, latitude] = polygons[0]?.[0]?.[0] ?? [0, 0];
    return area.box !== null && extentOf(area.box).holds({ latitude, longitude });
  };
  const ours = all.filter(
    (ward) => ownWards.has(ward.code) || area.councils.has(ward.council) || startsIn(ward),
  );
  leave(work, 'wards of other councils', all.length - ours.length);
  if (ours.length === 0) {
    throw new ConfigFault(
      'No ward of the boundary file is in the area given.',
      [],
      'Its wards must be of the same year as the codes given, or as those of the postcodes.',
    );
  }
  for (const { polygons } of ours)
    for (const [longitude, latitude] of polygons.flat(2)) extent.put({ latitude, longitude });
  work.now.wards = ours.map(({ code, name, polygons }) => ({ code, name, polygons }));
  return `${ours.length} wards`;
}
