import { FIGURE_UNIT, formatFigure } from '@/shared/domain/figure';
import { type Column, DataTable } from '@/ui-desk/data-table';
import {
  type Board,
  type BoardColumn,
  type BoardLine,
  type FigureRef,
  type SortRef,
  BOARD_COLUMNS,
  baseReason,
  hasValues,
  sortLines,
} from '../model';
import { Growth } from './growth';
import styles from './board-table.module.css';

export function BoardTable(props: {
  board: Board;
  chosen: readonly BoardColumn[];
  sort: SortRef | null;
  active: string | null;
  onSort: (indicator: string, column: BoardColumn) => void;
  onFigure: (ref: FigureRef) => void;
}) {
  const { board, sort } = props;
  const columns: Column<BoardLine>[] = [
    {
      key: 'org',
      title: '单位',
      head: true,
      render: (line) => line.org?.name ?? '全市合计',
    },
  ];
  for (const indicator of board.indicators) {
    for (const { code, label } of BOARD_COLUMNS) {
      if (!props.chosen.includes(code) || !hasValues(board, indicator.code, code)) continue;
      columns.push({
        key: `${indicator.code}.${code}`,
        groupKey: indicator.code,
        group: (
          <span title={`${indicator.name}：${indicator.definition}`}>
            {indicator.short_name}
            <span className={styles.unit}>（{FIGURE_UNIT[indicator.unit]}）</span>
          </span>
        ),
        title: code === 'growth' && indicator.unit === 'pct' ? '增减' : label,
        align: 'right',
        sort: sort?.indicator === indicator.code && sort.column === code ? sort.order : null,
        onSort: () => props.onSort(indicator.code, code),
        render: (line) => {
          const value = line.values[indicator.code];
          if (code === 'growth') return <Growth indicator={indicator} value={value} short />;
          const span = code === 'last' ? 'last_year_cumulative' : code;
          const org = line.org?.code ?? 'total';
          const name = line.org?.name ?? '全市';
          const text = formatFigure(value?.[span], indicator.unit);
          const reason = code === 'last' ? baseReason(value) : null;
          if (value?.[span] === null || value === undefined) {
            return (
              <span className={styles.unknown} title={reason ?? undefined}>
                {text}
              </span>
            );
          }
          return (
            <button
              type="button"
              className={`quiet-button ${/[1-9]/.test(text) ? '' : styles.zero}`}
              aria-label={`${name}${indicator.name}${label} ${text} ${FIGURE_UNIT[indicator.unit]}${reason ? `，${reason}` : ''}，查看明细`}
              title={reason ?? undefined}
              onClick={() => props.onFigure({ indicator: indicator.code, org, span })}
            >
              {text}
              {reason ? <sup aria-hidden="true">外</sup> : null}
            </button>
          );
        },
      });
    }
  }
  return (
    <DataTable
      label="各单位主要指标"
      columns={columns}
      rows={sortLines(board.lines, sort, board.indicators)}
      rowKey={(line) => line.org?.code ?? 'total'}
      sum={board.total}
      activeKey={props.active}
      fill
      dense
    />
  );
}
