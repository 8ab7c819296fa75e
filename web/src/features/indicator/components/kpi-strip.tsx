import { FIGURE_UNIT, formatFigure } from '@/shared/domain/figure';
import type { Board, FigureRef } from '../model';
import { Growth } from './growth';
import styles from './kpi-strip.module.css';

/** The whole city in one band: each number opens. */
export function KpiStrip({ board, onFigure }: { board: Board; onFigure: (ref: FigureRef) => void }) {
  return (
    <ul className={styles.strip} aria-label="全市合计">
      {board.indicators.map((indicator) => {
        const value = board.total.values[indicator.code];
        const open = (span: FigureRef['span']) =>
          onFigure({ indicator: indicator.code, org: 'total', span });
        return (
          <li key={indicator.code}>
            <p className={styles.name} title={`${indicator.name}：${indicator.definition}`}>
              {indicator.short_name}
            </p>
            <button
              type="button"
              className={`quiet-button ${styles.value}`}
              onClick={() => open('cumulative')}
              aria-label={`全市${indicator.name}累计 ${formatFigure(value?.cumulative, indicator.unit)} ${FIGURE_UNIT[indicator.unit]}，查看明细`}
            >
              {formatFigure(value?.cumulative, indicator.unit)}
              <span className={styles.unit}>{'\u2009' + FIGURE_UNIT[indicator.unit]}</span>
            </button>
            <p className={styles.line}>
              <span>同比</span>
              <Growth indicator={indicator} value={value} />
            </p>
            <p className={styles.line}>
              {value?.month === null ? null : (
                <>
                  <span aria-hidden="true">当月</span>
                  <button
                    type="button"
                    className="quiet-button"
                    aria-label={`全市${indicator.name}当月 ${formatFigure(value?.month, indicator.unit)}，查看明细`}
                    onClick={() => open('month')}
                  >
                    {formatFigure(value?.month, indicator.unit)}
                  </button>
                </>
              )}
              <span className={styles.gap} aria-hidden="true">
                同期
              </span>
              <button
                type="button"
                className="quiet-button"
                aria-label={`全市${indicator.name}上年同期 ${formatFigure(value?.last_year_cumulative, indicator.unit)}，查看明细`}
                title="上年同期"
                onClick={() => open('last_year_cumulative')}
              >
                {formatFigure(value?.last_year_cumulative, indicator.unit)}
              </button>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
