import { Modal } from 'antd';
import { useState } from 'react';
import { switchKeys, toldKeys, useKeysOn } from '@/shared/hooks/use-keys';
import styles from './key-sheet.module.css';

/** The keys that work on the page behind it. It asks the page itself, so it cannot be out of date. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const [told] = useState(toldKeys);
  const on = useKeysOn();
  return (
    <Modal open title="键盘操作" footer={null} width={720} onCancel={onClose}>
      <div className={styles.sheet}>
        {told.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(({ caps, label }) => (
                <div key={`${caps.join(' ')} ${label}`}>
                  <dt>
                    {caps.map((cap, index) => (
                      <kbd key={index}>{cap}</kbd>
                    ))}
                  </dt>
                  <dd>{label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.foot}>
        {on ? '用读屏软件或语音输入时，单键可能误触。' : '单键已关闭；方向键、空格、Esc 和 Ctrl+K 仍然可用。'}
        <button type="button" className="link-button" onClick={() => switchKeys(!on)}>
          {on ? '关闭单键操作' : '打开单键操作'}
        </button>
      </p>
    </Modal>
  );
}
