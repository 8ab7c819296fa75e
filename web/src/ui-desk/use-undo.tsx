import { App } from 'antd';
import { useRef } from 'react';

/** How long an act can be undone from the message about it (seconds). */
const UNDO_TIME = 10;

/**
 * Says what was done, with the way back beside it. For acts that can be taken back whole; others ask
 * beforehand.
 */
export function useUndo(): (text: string, undo: () => void) => void {
  const { message } = App.useApp();
  const count = useRef(0);
  return (text, undo) => {
    count.current += 1;
    const key = `undo-${count.current}`;
    void message.open({
      key,
      type: 'success',
      duration: UNDO_TIME,
      content: (
        <>
          {text}
          {'　'}
          <button
            type="button"
            className="link-button"
            onClick={() => {
              message.destroy(key);
              undo();
            }}
          >
            撤销
          </button>
        </>
      ),
    });
  };
}
