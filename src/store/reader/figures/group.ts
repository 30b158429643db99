/** What a group is known by in a map; all cases together have no key. */
export const groupKey = (key: string | null): string => (key === null ? '-' : `=${key}`);

/** The key of a group again. */
export const keyIn = (group: string): string | null => (group === '-' ? null : group.slice(1));
