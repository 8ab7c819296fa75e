import { useMemo } from 'react';
import { classify } from '@/geo/classes';
import { GeoMap, type MapItem } from '@/geo/geo-map';
import { type Areas, draw } from '@/geo/project';
import type { components } from '@/shared/api/schema';
import { FIGURE_UNIT, formatFigure } from '@/shared/domain/figure';
import { type Pace, type PaceLine, axisValue, figureWithUnit } from '../chart-model';
import styles from './charts.module.css';

/** Units of the picture; the picture itself takes the width that it is given. */
const WIDTH = 720;

type GeoFile = NonNullable<components['schemas']['GeoAreas']['file']>;

/** Shapes of a file, as the server has checked them. */
export const shapesOf = (file: GeoFile) => file.areas as unknown as Areas;

/** Units of a pace that a file draws, and those that it does not. */
export function parted(pace: Pace, file: GeoFile): { drawn: PaceLine[]; others: PaceLine[] } {
  const codes = new Set(shapesOf(file).features.map((feature) => feature.properties.adcode));
  const isDrawn = (line: PaceLine) => codes.has(line.org?.code ?? '');
  return { drawn: pace.lines.filter(isDrawn), others: pace.lines.filter((line) => !isDrawn(line)) };
}

/** One indicator on a map of the units, with the classes of its colours and what kind of map it is. */
export function AreaMap(props: {
  pace: Pace;
  file: GeoFile;
  label: string;
  selected?: string | undefined;
  /** Size of names in pixels. */
  size?: number;
  onOpen: (code: string) => void;
}) {
  const { pace, file } = props;
  const { unit } = pace.indicator;
  const drawing = useMemo(() => draw(shapesOf(file), WIDTH), [file]);
  const { drawn } = parted(pace, file);
  const classes = classify(drawn, (line) => axisValue(line.value, unit));
  const levels = new Map(classes.flatMap(({ level, items }) => items.map((line) => [line.org?.code, level] as const)));
  const items = new Map<string, MapItem>(
    drawn.flatMap((line) =>
      line.org
        ? [
            [
              line.org.code,
              {
                level: levels.get(line.org.code) ?? null,
                name: line.org.short_name,
                text: formatFigure(line.value, unit),
                title: `${line.org.name} ${pace.indicator.name} ${figureWithUnit(line.value, unit)}`,
              },
            ],
          ]
        : [],
    ),
  );
  return (
    <div className={styles.mapPanel}>
      <div className={styles.picture}>
        <GeoMap drawing={drawing} items={items} label={props.label} selected={props.selected} size={props.size ?? 13} onOpen={props.onOpen} />
      </div>
      <ul className={styles.legend} aria-label="图例">
        <li>{FIGURE_UNIT[unit]}</li>
        {classes.map(({ level, items: members }) => (
          <li key={level}>
            <span aria-hidden="true" data-level={level} />
            <span>{range(members, unit)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.sketch}>{mapNote(file)}。各档单位数相近。</p>
    </div>
  );
}

function range(members: readonly PaceLine[], unit: Pace['indicator']['unit']): string {
  const [low, high] = [formatFigure(members[0]?.value, unit), formatFigure(members.at(-1)?.value, unit)];
  return low === high ? low : `${low}—${high}`;
}

/** What kind of map it is: its 审图号, or that it is a sketch and no basis for boundaries. */
function mapNote(file: GeoFile): string {
  const kind = file.review_no ? `审图号：${file.review_no}` : '示意图，不作为划界依据';
  return `${kind}。来源：${file.source}`;
}
