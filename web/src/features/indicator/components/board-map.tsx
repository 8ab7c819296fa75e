import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { areasQuery } from '@/shared/api/areas';
import { orgsQuery } from '@/shared/api/orgs';
import { FIGURE_UNIT, formatFigure } from '@/shared/domain/figure';
import { Panel } from '@/ui-desk/page';
import { type Column, DataTable } from '@/ui-desk/data-table';
import { ErrorBlock, Notice, Skeleton } from '@/ui-desk/states';
import { type BoardSearch, paceQuery } from '../api';
import { type Pace, type PaceLine, mapSentence } from '../chart-model';
import type { Board, FigureRef, Indicator } from '../model';
import { AreaMap, parted } from './area-map';
import { FigureButton } from './chart-card';
import styles from './charts.module.css';
import { Growth } from './growth';

type Props = {
  board: Board;
  search: BoardSearch;
  indicator: Indicator;
  unit: string | undefined;
  onUnit: (code: string | undefined) => void;
  onFigure: (ref: FigureRef) => void;
};

/** The city whose areas are drawn: the topmost that the person sees. Somebody of one county has none. */
export function useCityAreas() {
  const orgs = useQuery(orgsQuery());
  const city = orgs.data?.items.find((org) => org.kind === 'city')?.code;
  const areas = useQuery({ ...areasQuery(city ?? ''), enabled: city !== undefined });
  return { areas, none: orgs.data !== undefined && city === undefined };
}

/** One indicator on the map, with the opened unit and the units that no map shows beside it. */
export function BoardMap(props: Props) {
  const { areas, none } = useCityAreas();
  const pace = useQuery(paceQuery(props.search, props.indicator.code));
  const failed = [pace, areas].find((query) => query.isError);
  if (failed) {
    return (
      <Panel>
        <ErrorBlock error={failed.error} onRetry={() => void failed.refetch()} />
      </Panel>
    );
  }
  if (!pace.data || !(areas.data || none)) {
    return (
      <Panel fill>
        <Skeleton rows={8} />
      </Panel>
    );
  }
  const file = areas.data?.file;
  if (!file) return <Ranked {...props} pace={pace.data} none={none} />;
  const { others } = parted(pace.data, file);
  const title = mapSentence(pace.data);
  return (
    <div className={styles.map}>
      <Panel title={title} fill>
        <AreaMap pace={pace.data} file={file} label={title} selected={props.unit} onOpen={props.onUnit} />
      </Panel>
      <div className={styles.side}>
        <UnitPanel {...props} />
        {others.length > 0 ? (
          <Panel title="图上没有的单位">
            <ul className={styles.zones}>
              {others.map((line) => (
                <li key={line.org?.code}>
                  <button type="button" className="link-button" onClick={() => props.onUnit(line.org?.code)}>
                    {line.org?.name}
                  </button>
                  <OpenFigure line={line} {...props} />
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
      </div>
    </div>
  );
}

function OpenFigure({ line, indicator, onFigure }: { line: PaceLine; indicator: Indicator; onFigure: Props['onFigure'] }) {
  const { org } = line;
  return (
    <FigureButton
      text={formatFigure(line.value, indicator.unit)}
      known={line.value !== null}
      label={`${org?.name}${indicator.name}累计`}
      onOpen={() => {
        if (org) onFigure({ indicator: indicator.code, org: org.code, span: 'cumulative' });
      }}
    />
  );
}

/** All indicators of the opened unit, or how one is opened. */
function UnitPanel({ board, unit, onUnit, onFigure }: Props) {
  const line = board.lines.find((item) => item.org?.code === unit);
  const org = line?.org;
  if (!line || !org) {
    return (
      <Panel title="单位">
        <p>点地图上的县（市、区）看它的各项指标；也可以用 Tab 键逐个移动，按 Enter 打开。</p>
      </Panel>
    );
  }
  return (
    <Panel title={org.name}>
      <table className={styles.unit}>
        <thead>
          <tr>
            <th scope="col">指标</th>
            <th scope="col">累计</th>
            <th scope="col">增幅</th>
          </tr>
        </thead>
        <tbody>
          {board.indicators.map((indicator) => {
            const value = line.values[indicator.code];
            return (
              <tr key={indicator.code}>
                <th scope="row">
                  {indicator.short_name} <small>{FIGURE_UNIT[indicator.unit]}</small>
                </th>
                <td>
                  <FigureButton
                    text={formatFigure(value?.cumulative, indicator.unit)}
                    known={(value?.cumulative ?? null) !== null}
                    label={`${org.name}${indicator.name}累计`}
                    onOpen={() => onFigure({ indicator: indicator.code, org: org.code, span: 'cumulative' })}
                  />
                </td>
                <td>
                  <Growth indicator={indicator} value={value} short />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.more}>
        <Link to="/projects" search={{ org: org.code }}>
          看该单位的项目
        </Link>
        <button type="button" className="link-button" onClick={() => onUnit(undefined)}>
          关闭
        </button>
      </p>
    </Panel>
  );
}

/** In place of a map where there is nothing to draw it from: the units from the highest to the lowest. */
function Ranked(props: Props & { pace: Pace; none: boolean }) {
  const { pace, indicator } = props;
  const columns: Column<PaceLine>[] = [
    { key: 'place', title: '序', width: 48, align: 'right', render: (_, index) => index + 1 },
    { key: 'org', title: '单位', head: true, render: (line) => line.org?.name },
    {
      key: 'value',
      title: `${indicator.name}（${FIGURE_UNIT[indicator.unit]}）`,
      align: 'right',
      render: (line) => <OpenFigure line={line} {...props} />,
    },
  ];
  return (
    <>
      <Notice title="没有可用的地图，下面按数从高到低列出">
        {props.none
          ? '地图按全市各县（市、区）绘制，您的查看范围不是全市。'
          : '系统管理员可以在「区域边界」中上传县级界线；没有审图号的界线只作示意。'}
      </Notice>
      <Panel fill flush>
        <DataTable label={mapSentence(pace)} columns={columns} rows={pace.lines} rowKey={(line) => line.org?.code ?? ''} fill />
      </Panel>
    </>
  );
}
