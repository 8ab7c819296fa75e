import { Drawer, type DrawerProps } from 'antd';
import { useLayoutEffect } from 'react';

const FOCUSABLE = { focusTriggerAfterClose: false };

/**
 * A drawer that gives the keyboard back to where it was opened from. The library does so when its closing movement
 * has ended, which it may miss when the drawer is closed before it has quite opened.
 */
export function SideDrawer(props: Omit<DrawerProps, 'focusable'>) {
  const open = props.open === true;
  useLayoutEffect(() => {
    if (!open) return undefined;
    const from = document.activeElement;
    return () => {
      // After the drawer has let go of the keyboard.
      window.setTimeout(() => {
        if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
      });
    };
  }, [open]);
  return <Drawer {...props} focusable={FOCUSABLE} />;
}
