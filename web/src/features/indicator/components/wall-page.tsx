import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { FIGURE_UNIT, LEVEL, formatFigure } from '@/shared/domain/figure';
import { formatCumulative, formatInstant } from '@/shared/format/date';
import { useMinute } from '@/shared/hooks/use-now';
import { useTitle } from '@/shared/hooks/use-title';
import { ErrorBlock, Skeleton } from '@/ui-desk/states';
import { type BoardSearch, boardQuery, paceQuery } from '../api';
import { type Pace, chartIndicator } from '../chart-model';
import { type Board, type BoardView, type FigureRef, type Indicator, figureKey, figureName, parseFigureKey } from '../model';
import { AreaMap, parted } from './area-map';
import { useCityAreas } from './board-map';
import { FigureDrawer } from './figure-drawer';
import { Growth } from './growth';
import { WallRanking } from './wall-ranking';
import styles from './wall.module.css';

/** The size that a wall is laid out for, in pixels; other screens show it larger or smaller as a whole. */
const [WIDTH, HEIGHT] = [1920, 1080];
/** A wall stands for days: it reads its figures again so often (milliseconds). */
const AGAIN = 60_000;

type Props = {
  view: BoardView;
  demonstration: boolean;
  onView: (change: Partial<BoardView>) => void;
};

/** The board for a wall: every number opens its evidence, and nothing moves that did not change. */
export function WallPage({ view, demonstration, onView }: Props) {
  useTitle('统计大屏');
  const scale = useScale();
  const search: BoardSearch = { period: view.period, level: view.level };
  const query = useQuery({ ...boardQuery(search), refetchInterval: AGAIN });
  const board = query.data;
  const figure = parseFigureKey(view.figure);
  const indicator = chartIndicator(board?.indicators ?? [], view.indicator);
  const open = (ref: FigureRef) => onView({ figure: figureKey(ref) });
  return (
    <main className={styles.screen} data-tone="wall">
      <div
        className={styles.wall}
        style={{ width: WIDTH, height: HEIGHT, transform: `translate(-50%, -50%) scale(${scale})` }}
      >
        <Header view={view} demonstration={demonstration} asOf={board?.as_of} />
        {query.isError && !board ? (
          <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
        ) : !board || !indicator ? (
          <Skeleton rows={8} />
        ) : (
          <>
            <Kpis board={board} chosen={indicator} onFigure={open} onIndicator={(code) => onView({ indicator: code })} />
            <Body board={board} search={search} indicator={indicator} onFigure={open} />
          </>
        )}
      </div>
      <FigureDrawer
        search={search}
        figure={figure}
        name={figureName(figure, board)}
        onClose={() => onView({ figure: undefined })}
      />
    </main>
  );
}

const fit = () => Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT);

function useScale(): number {
  const [scale, setScale] = useState(fit);
  useEffect(() => {
    const resized = () => setScale(fit());
    window.addEventListener('resize', resized);
    return () => window.removeEventListener('resize', resized);
  }, []);
  return scale;
}

function Header({ view, demonstration, asOf }: Pick<Props, 'view' | 'demonstration'> & { asOf: string | undefined }) {
  const now = useMinute();
  return (
    <header className={styles.header}>
      <p className={styles.left}>
        {formatCumulative(view.period)} · {LEVEL[view.level]}口径
        {demonstration ? <span className={styles.demo}>演示数据</span> : null}
      </p>
      <h1>招商引资统计</h1>
      <p className={styles.right}>
        {asOf ? <span>数据截至 {formatInstant(asOf)}</span> : null}
        <time dateTime={now}>{formatInstant(now)}</time>
        <Link to="/stats" search={{ period: view.period, level: view.level }}>
          退出大屏
        </Link>
      </p>
    </header>
  );
}

function Kpis(props: {
  board: Board;
  chosen: Indicator;
  onFigure: (ref: FigureRef) => void;
  onIndicator: (code: string) => void;
}) {
  const { board, chosen } = props;
  return (
    <ul className={styles.kpis} aria-label="全市合计">
      {board.indicators.map((indicator) => {
        const value = board.total.values[indicator.code];
        const text = formatFigure(value?.cumulative, indicator.unit);
        return (
          <li key={indicator.code} data-chosen={indicator.code === chosen.code || undefined}>
            <button
              type="button"
              className="quiet-button"
              aria-pressed={indicator.code === chosen.code}
              title={`在地图和排名中看${indicator.name}`}
              onClick={() => props.onIndicator(indicator.code)}
            >
              {indicator.short_name}
            </button>
            <button
              type="button"
              className={`quiet-button ${styles.value}`}
              aria-label={`全市${indicator.name}累计 ${text} ${FIGURE_UNIT[indicator.unit]}，查看明细`}
              onClick={() => props.onFigure({ indicator: indicator.code, org: 'total', span: 'cumulative' })}
            >
              {text}
              <small>{'\u2009' + FIGURE_UNIT[indicator.unit]}</small>
            </button>
            <p>
              同比 <Growth indicator={indicator} value={value} />
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function Body(props: { board: Board; search: BoardSearch; indicator: Indicator; onFigure: (ref: FigureRef) => void }) {
  const { board, search, indicator } = props;
  const { areas } = useCityAreas();
  // What stands beside it: the next indicator of the board that is not the chosen one.
  const other = board.indicators.find((item) => item.code !== indicator.code && item.unit !== 'pct') ?? indicator;
  const main = useQuery({ ...paceQuery(search, indicator.code), refetchInterval: AGAIN });
  const beside = useQuery({ ...paceQuery(search, other.code), refetchInterval: AGAIN });
  const file = areas.data?.file;
  return (
    <div className={styles.body}>
      <Ranking pace={main.data} onFigure={props.onFigure} />
      <section className={styles.panel} aria-label="地图">
        {main.data && file ? (
          <>
            <h2>
              {indicator.name}（{FIGURE_UNIT[indicator.unit]}）
            </h2>
            <AreaMap
              pace={main.data}
              file={file}
              label={`${indicator.name}分布`}
              size={19}
              onOpen={(org) => props.onFigure({ indicator: indicator.code, org, span: 'cumulative' })}
            />
            <Others pace={main.data} file={file} onFigure={props.onFigure} />
          </>
        ) : areas.data || areas.isError ? (
          <p className={styles.note}>没有可用的地图。系统管理员可以在「区域边界」中上传县级界线。</p>
        ) : null}
      </section>
      <Ranking pace={beside.data} onFigure={props.onFigure} />
    </div>
  );
}

function Ranking({ pace, onFigure }: { pace: Pace | undefined; onFigure: (ref: FigureRef) => void }) {
  return <section className={styles.panel}>{pace ? <WallRanking pace={pace} onFigure={onFigure} /> : <Skeleton rows={8} />}</section>;
}

function Others(props: { pace: Pace; file: Parameters<typeof parted>[1]; onFigure: (ref: FigureRef) => void }) {
  const { others } = parted(props.pace, props.file);
  const { indicator } = props.pace;
  if (others.length === 0) return null;
  return (
    <p className={styles.others}>
      图上没有：
      {others.map(({ org, value }) =>
        org ? (
          <span key={org.code}>
            {org.short_name}{' '}
            <button
              type="button"
              className="quiet-button"
              aria-label={`${org.name}${indicator.name}累计 ${formatFigure(value, indicator.unit)}，查看明细`}
              onClick={() => props.onFigure({ indicator: indicator.code, org: org.code, span: 'cumulative' })}
            >
              {formatFigure(value, indicator.unit)}
            </button>
          </span>
        ) : null,
      )}
    </p>
  );
}
