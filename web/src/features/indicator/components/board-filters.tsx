import { DatePicker, Segmented } from 'antd';
import dayjs from 'dayjs';
import { LEVEL, LEVELS, type OfferedLevel } from '@/shared/domain/figure';
import { Field, FilterBar } from '@/ui-desk/page';
import { PeriodPicker } from '@/ui-desk/period-picker';
import { BOARD_COLUMNS, type BoardView, DEFAULT_COLUMNS, type Indicator, toggleColumn } from '../model';
import styles from './board-page.module.css';

type OnView = (change: Partial<BoardView>, keepPlace?: boolean) => void;

/** Month, level and day of a board, and what its present view shows: columns of the table, or one indicator. */
export function BoardFilters(props: {
  view: BoardView;
  indicators: readonly Indicator[];
  indicator: Indicator | undefined;
  onView: OnView;
}) {
  const { view, onView } = props;
  return (
    <FilterBar>
      <Field label="账期">
        <PeriodPicker value={view.period} onChange={(period) => onView({ period })} />
      </Field>
      <Field label="口径">
        <Segmented<OfferedLevel>
          aria-label="口径"
          value={view.level}
          options={LEVELS.map((value) => ({ value, label: LEVEL[value] }))}
          onChange={(level) => onView({ level })}
        />
      </Field>
      <Field label="截至日期">
        <DatePicker
          aria-label="截至日期"
          placeholder="现在"
          value={view.as_of ? dayjs(view.as_of) : null}
          disabledDate={(day) => day.isAfter(dayjs(), 'day')}
          onChange={(value) => {
            const day = Array.isArray(value) ? value[0] : value;
            onView({ as_of: day ? day.format('YYYY-MM-DD') : undefined });
          }}
        />
      </Field>
      {(view.show ?? 'table') === 'table' ? <Columns view={view} onView={onView} /> : <Indicators {...props} />}
    </FilterBar>
  );
}

function Columns({ view, onView }: { view: BoardView; onView: OnView }) {
  const chosen = view.columns ?? DEFAULT_COLUMNS;
  return (
    <fieldset className={styles.choice}>
      <legend>显示列</legend>
      {BOARD_COLUMNS.map(({ code, label }) => (
        <button
          key={code}
          type="button"
          aria-pressed={chosen.includes(code)}
          onClick={() => onView({ columns: toggleColumn(chosen, code) }, true)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

function Indicators(props: { indicators: readonly Indicator[]; indicator: Indicator | undefined; onView: OnView }) {
  return (
    <fieldset className={styles.choice}>
      <legend>指标</legend>
      {props.indicators.map(({ code, name, short_name }) => (
        <button
          key={code}
          type="button"
          title={name}
          aria-pressed={code === props.indicator?.code}
          onClick={() => props.onView({ indicator: code }, true)}
        >
          {short_name}
        </button>
      ))}
    </fieldset>
  );
}
