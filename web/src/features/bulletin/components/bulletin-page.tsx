import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatInstant, formatPeriod } from '@/shared/format/date';
import { formatSize } from '@/shared/format/text';
import { Facts } from '@/ui-desk/facts';
import { Page, Panel } from '@/ui-desk/page';
import { ErrorBlock, Skeleton } from '@/ui-desk/states';
import { bulletinQueries, fileAddress } from '../api';
import { type BulletinDetail, type BulletinFigure, figuresById } from '../model';
import styles from './bulletin.module.css';

/** An opening bracket at the end of a text goes with the figure behind it, which would else begin a line alone. */
const BRACKET = /（$/;

/** An issued bulletin: its text, in which every figure opens, and its files. */
export function BulletinPage(props: {
  id: string;
  onFigure: (bulletin: BulletinDetail, figure: BulletinFigure) => void;
}) {
  const query = useQuery(bulletinQueries.one(props.id));
  const above = <Link to="/bulletins">通报</Link>;
  if (query.isPending || query.isError) {
    return (
      <Page title="通报" above={above}>
        <Panel>
          {query.isError ? (
            <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Skeleton rows={8} />
          )}
        </Panel>
      </Page>
    );
  }
  const bulletin = query.data;
  const figures = figuresById(bulletin);
  return (
    <Page title={`通报第 ${bulletin.number} 期`} above={above} note="文中带下划线的数字可以点开。" paper>
      <div className={styles.desk}>
        <article className={styles.paper}>
          <p className={styles.paperHead}>第 {bulletin.number} 期</p>
          <h2>{bulletin.title}</h2>
          <div className={styles.text}>
            {bulletin.paragraphs.map((paragraph, index) => {
              const runs = paragraph.runs.map((run, place) => {
                const figure = run.figure === null ? undefined : figures.get(run.figure);
                const next = paragraph.runs[place + 1]?.figure ?? null;
                if (!figure) return next !== null && figures.has(next) ? run.text.replace(BRACKET, '') : run.text;
                return (
                  <span key={place} className="nowrap">
                    {BRACKET.exec(paragraph.runs[place - 1]?.text ?? '')?.[0]}
                    <button
                      type="button"
                      className={styles.figure}
                      aria-label={`${figure.label} ${run.text}，查看明细`}
                      onClick={() => props.onFigure(bulletin, figure)}
                    >
                      {run.text}
                    </button>
                  </span>
                );
              });
              return paragraph.heading ? <h3 key={index}>{runs}</h3> : <p key={index}>{runs}</p>;
            })}
          </div>
        </article>
        <aside className={styles.side}>
          <Panel title="下载">
            {bulletin.files.map((file) => (
              <a
                key={file.kind}
                className={styles.download}
                href={fileAddress(bulletin.id, file.kind)}
                download={file.file_name}
              >
                {file.kind === 'bulletin' ? '通报（文档，可编辑）' : '附表（表格）'}
                <span>
                  {file.file_name}，{formatSize(file.size)}
                </span>
              </a>
            ))}
          </Panel>
          <Panel title="出具">
            <Facts
              columns={1}
              items={[
                { label: '账期', value: formatPeriod(bulletin.period) },
                { label: '口径', value: bulletin.level_label },
                { label: '数据截至', value: formatInstant(bulletin.as_of) },
                { label: '出具人', value: bulletin.issued_by },
                { label: '出具时间', value: formatInstant(bulletin.issued_at) },
              ]}
            />
          </Panel>
        </aside>
      </div>
    </Page>
  );
}
