import { FIGURE_UNIT, formatFigure } from '@/shared/domain/figure';
import { formatInstant } from '@/shared/format/date';
import { Facts } from '@/ui-desk/facts';
import { Notice } from '@/ui-desk/states';
import type { Figure } from '../model';
import styles from './published.module.css';

type Published = Figure['published'][number];

/**
 * Published figures of others to the same question. Where the number rests on them they are its rows; beside a number
 * of the record they are only told.
 */
export function PublishedFigures({ figure }: { figure: Figure }) {
  if (figure.base === 'record' && figure.published.length === 0) return null;
  return (
    <section className={styles.block} aria-label="外部数据">
      <Headline figure={figure} />
      {figure.published.map((item) => (
        <PublishedFact key={item.id} item={item} />
      ))}
    </section>
  );
}

function Headline({ figure }: { figure: Figure }) {
  const unit = FIGURE_UNIT[figure.unit];
  if (figure.base === 'published') {
    return (
      <Notice tone="warn" title="这个数取自已公布的文件，不是本系统记录的合计">
        只作上年同期的基数，不进入任何合计。
        {figure.recorded === null
          ? null
          : `本系统记录内的同期数为 ${formatFigure(figure.recorded, figure.unit)} ${unit}。`}
      </Notice>
    );
  }
  if (figure.base === 'partial') {
    return (
      <Notice tone="warn" title="没有可用的同期合计">
        只有部分单位登记了已公布的数，公布的数不与记录相加。请登记全市的数，或把各单位补齐。
      </Notice>
    );
  }
  return <Notice title="同一时段另有已公布的数">仅供查对，不进入上面的数。</Notice>;
}

function PublishedFact({ item }: { item: Published }) {
  const { paper } = item;
  const number = paper.document_no ? `（${paper.document_no}）` : '';
  return (
    <Facts
      columns={3}
      items={[
        { label: '文件', value: `《${paper.title}》${number}`, wide: true },
        { label: '公布', value: `${paper.issuer}，${paper.issued_on}` },
        { label: '原文', value: `${item.raw}${item.place ? `（${item.place}）` : ''}` },
        { label: '登记', value: `${item.recorded_by} ${formatInstant(item.recorded_at)}` },
      ]}
    />
  );
}
