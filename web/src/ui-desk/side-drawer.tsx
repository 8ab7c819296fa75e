import { Drawer, type DrawerProps } from 'antd';
import { useLayoutEffect, useRef } from 'react';

/**
 * A drawer that gives the keyboard back to where it was opened from. The library does so when its closing movement
 * has ended, which it may miss when the drawer is closed before it has quite opened.
 */
export function SideDrawer(props: Omit<DrawerProps, 'focusable'>) {
  const open = props.open === true;
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (!open) return undefined;
    opener.current = document.activeElement;
    return () => {
      // After the drawer has let go of the keyboard.
      const from = opener.current;
      window.setTimeout(() => {
        if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
      });
    };
  }, [open]);
  return <Drawer {...props} focusable={{ focusTriggerAfterClose: false }} />;
}
