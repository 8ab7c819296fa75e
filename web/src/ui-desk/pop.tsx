import { Button, type ButtonProps, Popover } from 'antd';
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './pop.module.css';

const Close = createContext<() => void>(() => undefined);

/** Closes the small dialog that one stands in. */
export const useClosePop = () => useContext(Close);

/**
 * A small dialog beside its button. The keyboard goes into it when it opens and back to the button
 * when it closes; it does not block the rest of the page.
 */
export function Pop(props: {
  /** What opens, for those who cannot see it. */
  label: string;
  /** What stands on the button that opens it. */
  button: ReactNode;
  buttonProps?: ButtonProps;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    setOpen(false);
    trigger.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Popover
      open={open}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      onOpenChange={setOpen}
      content={
        <Close value={close}>
          <Body label={props.label}>{props.children}</Body>
        </Close>
      }
    >
      <Button ref={trigger} aria-haspopup="dialog" aria-expanded={open} {...props.buttonProps}>
        {props.button}
      </Button>
    </Popover>
  );
}

function Body({ label, children }: { label: string; children: ReactNode }) {
  const close = useClosePop();
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = body.current;
    const onKey = (event: KeyboardEvent) => {
      // An open select inside closes first.
      if (event.key !== 'Escape' || box?.querySelector('.ant-select-open')) return;
      event.stopPropagation();
      close();
    };
    box?.addEventListener('keydown', onKey);
    // The popup is placed before it can take the keyboard.
    const frame = window.requestAnimationFrame(() => {
      if (box?.contains(document.activeElement)) return;
      box?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true });
    });
    return () => {
      window.cancelAnimationFrame(frame);
      box?.removeEventListener('keydown', onKey);
    };
  }, [close]);
  return (
    <div ref={body} role="dialog" aria-label={label} className={styles.body}>
      {children}
    </div>
  );
}
