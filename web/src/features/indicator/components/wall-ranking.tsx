import { FIGURE_UNIT, formatFigure } from '@/shared/domain/figure';
import { type Pace, axisValue } from '../chart-model';
import type { FigureRef } from '../model';
import styles from './wall.module.css';

/** Units from the highest to the lowest, each with a bar from zero; equals stand at the same place. */
export function WallRanking({ pace, onFigure }: { pace: Pace; onFigure: (ref: FigureRef) => void }) {
  const { indicator, lines } = pace;
  const most = Math.max(0, ...lines.map((line) => axisValue(line.value, indicator.unit) ?? 0));
  return (
    <>
      <h2>
        {indicator.name}排名（{FIGURE_UNIT[indicator.unit]}）
      </h2>
      <ol className={styles.ranking}>
        {lines.map((line) => {
          const { org } = line;
          if (!org) return null;
          const place = lines.findIndex((other) => other.value === line.value) + 1;
          const value = axisValue(line.value, indicator.unit) ?? 0;
          const text = formatFigure(line.value, indicator.unit);
          return (
            <li key={org.code}>
              <span className={styles.place}>{line.value === null ? '—' : place}</span>
              <span className={styles.name}>{org.short_name}</span>
              <span className={styles.track} aria-hidden="true">
                <span style={{ width: most > 0 ? `${Math.max(0, (value / most) * 100)}%` : 0 }} />
              </span>
              <button
                type="button"
                className={`quiet-button ${styles.figure}`}
                aria-label={`${org.name}${indicator.name}累计 ${text}，查看明细`}
                onClick={() => onFigure({ indicator: indicator.code, org: org.code, span: 'cumulative' })}
              >
                {text}
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}
