import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type KeyMap, caps, chordOf, findAction, isCharacter } from './key-map';

const TYPING =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"]';

/** Controls that answer to these keys themselves. */
const OWN_KEYS: Record<string, string> = {
  enter: 'a, button, input, [role="menuitem"], [role="tab"], summary',
  space: 'button, input, [role="menuitem"], [role="tab"], summary',
};

/** How long the second of two keys may take (milliseconds). */
const PAIR = 1200;

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

type Layer = { title: string | null; keys: KeyMap };

/** What listens at present. The page comes before what listens everywhere, and later parts before earlier ones. */
const layers: { current: Layer }[] = [];
let before: { chord: string; at: number } | null = null;

function listen(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const chord = chordOf(event);
  const target = event.target instanceof Element ? event.target : null;
  if (!chord.startsWith('ctrl+') && target?.closest(TYPING)) return;
  if (OWN_KEYS[chord] && target?.closest(OWN_KEYS[chord])) return;
  if (isCharacter(chord) && !isOn()) return;
  if (document.querySelector('[role="dialog"]')) return;
  const first = before && event.timeStamp - before.at < PAIR ? before.chord : null;
  before = null;
  const found = findAction(layers.map((layer) => layer.current.keys), first, chord);
  if (!found) return;
  event.preventDefault();
  if ('run' in found) found.run();
  else before = { chord: found.waitsFor, at: event.timeStamp };
}

/**
 * Keys of a part of the page, e.g. `{ j: next }`. They rest while somebody types and while a dialog
 * is open; those that write a character also where the person has turned them off. `title` heads
 * them on the sheet of keys.
 */
export function useKeys(keys: KeyMap, title: string | null = null, place: 'page' | 'everywhere' = 'page'): void {
  const latest = useRef<Layer>({ title, keys });
  useEffect(() => {
    latest.current = { title, keys };
  });
  useEffect(() => {
    if (layers.length === 0) window.addEventListener('keydown', listen);
    if (place === 'everywhere') layers.unshift(latest);
    else layers.push(latest);
    return () => {
      layers.splice(layers.indexOf(latest), 1);
      if (layers.length === 0) window.removeEventListener('keydown', listen);
    };
  }, [place]);
}

export type ToldKeys = { title: string; keys: { caps: string[]; label: string }[] };

/** The keys that work at this moment and have a name, by the part of the page that they belong to. */
export function toldKeys(): ToldKeys[] {
  const told: ToldKeys[] = [];
  for (const { current } of layers) {
    const keys = Object.entries(current.keys).flatMap(([chord, action]) =>
      typeof action === 'function' ? [] : [{ caps: caps(chord), label: action.label }],
    );
    if (keys.length > 0) told.unshift({ title: current.title ?? '本页', keys });
  }
  return told;
}
