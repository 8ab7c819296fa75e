import { Modal } from 'antd';
import styles from './keys-help.module.css';

const KEYS: [string[], string][] = [
  [['↑ ↓ ← →', 'PgUp PgDn'], '移动；按住 Ctrl 到尽头，按住 Shift 选中一片'],
  [['Enter', 'F2'], '编辑这一格；编辑时 Enter 确认并到下一行（输入汉字请先按 Enter）'],
  [['Tab', 'Shift+Tab'], '下一格、上一格'],
  [['Esc'], '放弃正在输入的内容；不在编辑时按下，再按 Tab 离开表格'],
  [['F8', 'Shift+F8'], '下一处、上一处问题'],
  [['Ctrl+Z', 'Ctrl+Y'], '撤销、重做修改（整组的修改也算一次）'],
  [['Ctrl+D'], '向下填充：把选中部分最上一格填到下面；只选一格时取上一行'],
  [['Ctrl+C', 'Ctrl+V'], '复制、粘贴，与 Excel、WPS 互通'],
  [['Delete'], '清空选中的格'],
  [['F4'], '看原表里的这一格'],
  [['?'], '本说明'],
];

/** The keys of the grid. */
export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal
      open={open}
      title="按键说明"
      width={640}
      okText="知道了"
      cancelButtonProps={{ hidden: true }}
      onOk={onClose}
      onCancel={onClose}
      destroyOnHidden
    >
      <table className={styles.keys}>
        <caption className="sr-only">表格的按键</caption>
        <tbody>
          {KEYS.map(([keys, does]) => (
            <tr key={does}>
              <th scope="row">
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
