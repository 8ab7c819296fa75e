import { useEffect, useRef, useSyncExternalStore } from 'react';

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"]';

/** Set where a person has turned single keys off (WCAG 2.2, 2.1.4); kept per browser. */
const OFF = 'yinfeng.single-keys-off';
const listeners = new Set<() => void>();

function subscribe(notify: () => void): () => void {
  listeners.add(notify);
  return () => listeners.delete(notify);
}

const isOn = () => localStorage.getItem(OFF) === null;

export function switchKeys(on: boolean): void {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, '1');
  for (const notify of listeners) notify();
}

export function useKeysOn(): boolean {
  return useSyncExternalStore(subscribe, isOn);
}

/**
 * Single keys for the page, e.g. `{ j: next }`. They rest while somebody types, while a modifier is
 * held, while a dialog is open, and where the person has turned them off.
 */
export function useKeys(keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const on = useKeysOn();
  useEffect(() => {
    if (!on) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      if (document.querySelector('[role="dialog"]')) return;
      const action = latest.current[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [on]);
}
