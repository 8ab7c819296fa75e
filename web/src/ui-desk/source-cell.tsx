import { useQuery } from '@tanstack/react-query';
import type { components } from '@/shared/api/schema';
import { sourceCellQuery } from '@/shared/api/source-cell';
import { SOURCE_KIND } from '@/shared/domain/claim';
import styles from './source-cell.module.css';
import { ErrorBlock, Skeleton } from './states';

type Source = components['schemas']['Source'];

/**
 * Where a claim came from: the cell in its workbook, with what stands around it. `reveal` brings it into sight when it
 * has come, for a place that opened at a person's wish and may lie below the edge.
 */
export function SourceView({ source, reveal }: { source: Source; reveal?: boolean }) {
  if (source.kind !== 'import' || !source.import_id || !source.sheet || !source.cell) {
    return <p className={styles.plain}>{SOURCE_KIND[source.kind]}，没有工作簿单元格。</p>;
  }
  return (
    <div className={styles.source}>
      <p className={styles.place}>
        <span>{source.file_name}</span>
        <span>工作表「{source.sheet}」</span>
        <span>
          单元格 <b>{source.cell}</b>
        </span>
        {source.raw ? <span>原文「{source.raw}」</span> : null}
        <a href={`/api/v1/imports/${source.import_id}/file`} download>
          下载原表
        </a>
      </p>
      <CellWindow importId={source.import_id} sheet={source.sheet} cell={source.cell} reveal={reveal} />
    </div>
  );
}

/**
 * Brings the marked cell to the middle of its frame, only sideways: the page around it stays where
 * the person left it.
 */
function centre(cell: HTMLTableCellElement | null) {
  const frame = cell?.closest('[role="region"]');
  if (cell && frame) frame.scrollLeft = cell.offsetLeft + cell.offsetWidth / 2 - frame.clientWidth / 2;
}

function intoSight(frame: HTMLDivElement | null) {
  frame?.scrollIntoView({ block: 'nearest' });
}

export function CellWindow(props: {
  importId: string;
  sheet: string;
  cell: string;
  reveal?: boolean | undefined;
}) {
  const query = useQuery(sourceCellQuery(props.importId, props.sheet, props.cell));
  if (query.isPending) return <Skeleton rows={4} />;
  if (query.isError) return <ErrorBlock error={query.error} onRetry={() => void query.refetch()} />;
  const { header_rows: header, window: view } = query.data;
  const targetColumn = view.rows
    .flatMap((row) => row.cells.map((cell, index) => (cell.is_target ? index : -1)))
    .find((index) => index >= 0);
  return (
    <div
      ref={props.reveal ? intoSight : undefined}
      className={styles.window}
      role="region"
      aria-label={`工作表 ${props.sheet} 单元格 ${props.cell} 周围`}
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            <th aria-hidden="true" className={styles.corner} />
            {view.columns.map((letter, index) => (
              <th
                key={letter}
                scope="col"
                className={index === targetColumn ? styles.lettersOn : styles.letters}
              >
                {letter}
              </th>
            ))}
          </tr>
          {header.map((row, index) => (
            <tr key={index} className={styles.band}>
              <th aria-hidden="true" className={styles.corner} />
              {view.columns.map((letter, column) => (
                <td key={letter}>{row[column] ?? ''}</td>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {view.rows.map((row) => {
            const marked = row.cells.some((cell) => cell.is_target);
            return (
              <tr key={row.row}>
                <th scope="row" className={marked ? styles.numberOn : styles.number}>
                  {row.row}
                </th>
                {row.cells.map((cell) => (
                  <td
                    key={cell.address}
                    ref={cell.is_target ? centre : undefined}
                    className={cell.is_target ? styles.target : undefined}
                    aria-current={cell.is_target ? 'true' : undefined}
                    title={cell.raw}
                  >
                    {cell.raw}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
