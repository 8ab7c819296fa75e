import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { FIGURE_UNIT, formatFigure } from '@/shared/domain/figure';
import { formatInstant } from '@/shared/format/date';
import { SideDrawer } from '@/ui-desk/side-drawer';
import { ErrorBlock, Skeleton } from '@/ui-desk/states';
import { type BoardSearch, figureQuery } from '../api';
import type { Figure, FigureRef } from '../model';
import styles from './figure-drawer.module.css';
import { FigureRows } from './figure-rows';
import { PublishedFigures } from './published';

/** What stands behind one number: its definition, its rows, and the cell that each row came from. */
export function FigureDrawer(props: {
  search: BoardSearch;
  figure: FigureRef | null;
  name: string;
  onClose: () => void;
}) {
  const { figure, search } = props;
  return (
    <SideDrawer
      open={figure !== null}
      onClose={props.onClose}
      size={1040}
      destroyOnHidden
      title={props.name || '明细'}
      styles={{ body: { padding: 0, display: 'flex', flexDirection: 'column' } }}
    >
      {figure ? <FigureBody search={search} figure={figure} /> : null}
    </SideDrawer>
  );
}

function FigureBody({ search, figure }: { search: BoardSearch; figure: FigureRef }) {
  const query = useQuery(figureQuery(search, figure));
  if (query.isPending) return <Skeleton rows={8} />;
  if (query.isError) return <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />;
  const { data } = query;
  return (
    <>
      <div className={styles.head}>
        <p className={styles.value}>
          {formatFigure(data.value, data.unit)}
          <span className={styles.unit}>{'\u2009' + FIGURE_UNIT[data.unit]}</span>
        </p>
        <dl className={styles.facts}>
          <div>
            <dt>时段</dt>
            <dd>
              {data.span_label}
            </dd>
          </div>
          <div>
            <dt>口径</dt>
            <dd>{data.level_label}</dd>
          </div>
          <div>
            <dt>数据截至</dt>
            <dd>{formatInstant(data.as_of)}</dd>
          </div>
          <div className={styles.definition}>
            <dt>指标解释</dt>
            <dd>{data.definition}</dd>
          </div>
        </dl>
      </div>
      <PublishedFigures figure={data} />
      {data.base === 'record' ? <Parts figure={data} /> : null}
    </>
  );
}

type Part = 'numerator' | 'denominator';

/** The rows of a number; a rate has two sets of them. */
function Parts({ figure }: { figure: Figure }) {
  const [part, setPart] = useState<Part>('numerator');
  if (figure.numerator && figure.denominator) {
    return (
      <>
        <div className={styles.formula}>
          <Segmented<Part>
            aria-label="看分子还是分母的明细"
            value={part}
            options={[
              { value: 'numerator', label: `分子 ${formatFigure(figure.numerator.value, 'ge')} 个` },
              {
                value: 'denominator',
                label: `分母 ${formatFigure(figure.denominator.value, 'ge')} 个`,
              },
            ]}
            onChange={setPart}
          />
          <span>
            {formatFigure(figure.numerator.value, 'ge')} ÷{' '}
            {formatFigure(figure.denominator.value, 'ge')} ={' '}
            <b>
              {formatFigure(figure.value, 'pct')}
              {figure.value === null ? '' : '%'}
            </b>
          </span>
        </div>
        <FigureRows
          key={part}
          label={part === 'numerator' ? '分子的项目' : '分母的项目'}
          rows={figure[part]?.rows ?? []}
          unit="ge"
          value={figure[part]?.value ?? null}
        />
      </>
    );
  }
  return <FigureRows label="构成这个数的申报" rows={figure.rows} unit={figure.unit} value={figure.value} />;
}
