import type { Finding } from './finding.ts';

/** Stamps and the shared limit go by the clock: so far apart does no harm. */
const MOST_SECONDS = 30;

/** How far a neighbour's clock and ours are apart; `theirs` and `ours` in epoch milliseconds, of one moment. */
export function examineClock(neighbour: 'SQL Server' | 'HubSpot', theirs: number, ours: number): Finding {
  const seconds = Math.round((theirs - ours) / 1000);
  const isApart = Math.abs(seconds) > MOST_SECONDS;
  const by = Math.abs(seconds);
  return {
    area: 'clocks',
    check: neighbour,
    state: isApart ? 'warning' : 'well',
    expected: {
      es: `este reloj y el de ${neighbour} difieren menos de ${MOST_SECONDS} s`,
      en: `this clock and that of ${neighbour} are less than ${MOST_SECONDS} s apart`,
    },
    actual:
      seconds >= 0
        ? { es: `${neighbour} va ${by} s adelante`, en: `${neighbour} is ${by} s ahead` }
        : { es: `${neighbour} va ${by} s atrás`, en: `${neighbour} is ${by} s behind` },
    ...(isApart ? { mend: 'timedatectl set-ntp true' } : {}),
  };
}
