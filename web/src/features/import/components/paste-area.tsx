import { Button, Input } from 'antd';
import { formatCount } from '@/shared/format/count';
import { lookAtPasted } from '../model';
import styles from './paste-area.module.css';

/** Rows copied from a spreadsheet, with a look at what has arrived. */
export function PasteArea(props: { text: string; onText: (text: string) => void }) {
  const { text, onText } = props;
  if (text === '') {
    return (
      <div className={styles.area}>
        <Input.TextArea
          id="paste"
          autoFocus
          aria-label="粘贴表格"
          className={styles.empty ?? ''}
          value=""
          placeholder={'在 Excel 或 WPS 里连同表头选中要报的行，按 Ctrl+C 复制，\n再点这里按 Ctrl+V 粘贴。'}
          onChange={(event) => onText(event.target.value)}
        />
      </div>
    );
  }
  const look = lookAtPasted(text);
  return (
    <div className={styles.area}>
      <div className={styles.filled}>
        <p className={styles.line}>
          <b role="status">
            已粘贴 {formatCount(look.rows)} 行 {formatCount(look.columns)} 列
          </b>
          <Button id="paste" size="small" onClick={() => onText('')}>
            重新粘贴
          </Button>
        </p>
        <div className={styles.sheet} role="region" aria-label="粘贴内容的开头" tabIndex={0}>
          <table>
            <tbody>
              {look.first.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column} title={cell}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </div>
  );
}
