/* The conversations by how long ago something happened in them, by the calendar of where the person is. */

import type { Conversation } from '../../store/model';

export type GroupName = 'pinned' | 'today' | 'yesterday' | 'week' | 'month' | 'older';

export interface Group {
  readonly name: GroupName;
  readonly conversations: readonly Conversation[];
}

const ORDER: readonly GroupName[] = ['pinned', 'today', 'yesterday', 'week', 'month', 'older'];

/** Keeps the order within each group; leaves empty ones out. */
export function grouped(conversations: readonly Conversation[], now: Date): readonly Group[] {
  const starts = { today: daysBefore(now, 0), yesterday: daysBefore(now, 1), week: daysBefore(now, 7), month: daysBefore(now, 30) };
  const groupOf = ({ pinned, updatedAt }: Conversation): GroupName => {
    if (pinned) {
      return 'pinned';
    }
    if (updatedAt >= starts.today) {
      return 'today';
    }
    if (updatedAt >= starts.yesterday) {
      return 'yesterday';
    }
    if (updatedAt >= starts.week) {
      return 'week';
    }
    return updatedAt >= starts.month ? 'month' : 'older';
  };
  const byName = Map.groupBy(conversations, groupOf);
  return ORDER.flatMap((name) => {
    const found = byName.get(name);
    return found ? [{ name, conversations: found }] : [];
  });
}

/** Milliseconds from now until the groups are other ones. */
export function untilMidnight(now: Date): number {
  return daysBefore(now, -1) - now.getTime();
}

/** By the calendar and not by 24 hours: a day may have 23 or 25. */
function daysBefore(now: Date, days: number): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime();
}
