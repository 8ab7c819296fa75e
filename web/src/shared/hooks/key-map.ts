/** What a key does. With a label it is told on the sheet of keys. */
export type KeyAction = (() => void) | { label: string; run: () => void };

/**
 * Keys by name: `j`, `?`, `space`, `shift+arrowdown`, `ctrl+k` (also ⌘), and two one after the
 * other: `g p`.
 */
export type KeyMap = Record<string, KeyAction>;

export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The name of a pressed key. Shift counts for letters and named keys; in signs it is contained. */
export function chordOf(press: KeyPress): string {
  const key = press.key === ' ' ? 'space' : press.key.toLowerCase();
  const shift = press.shiftKey && (key.length > 1 || /^[a-z]$/.test(key));
  return [
    press.ctrlKey || press.metaKey ? 'ctrl+' : '',
    press.altKey ? 'alt+' : '',
    shift ? 'shift+' : '',
    key,
  ].join('');
}

/** Whether a chord writes a character, so that it may be turned off (WCAG 2.2, 2.1.4). */
export function isCharacter(chord: string): boolean {
  return !/^(ctrl|alt)\+/.test(chord) && chord.replace(/^shift\+/, '').length === 1;
}

export type Found = { run: () => void } | { waitsFor: string } | null;

/**
 * What a chord means in layers of which the last comes first: an action, the first half of two keys,
 * or nothing. `before` is the half that was pressed just now.
 */
export function findAction(layers: readonly KeyMap[], before: string | null, chord: string): Found {
  const pair = before === null ? null : `${before} ${chord}`;
  for (const name of pair ? [pair, chord] : [chord]) {
    for (let at = layers.length - 1; at >= 0; at -= 1) {
      const action = layers[at]?.[name];
      if (action) return { run: typeof action === 'function' ? action : action.run };
    }
  }
  const opens = layers.some((layer) => Object.keys(layer).some((name) => name.startsWith(`${chord} `)));
  return opens ? { waitsFor: chord } : null;
}

const WORD: Record<string, string> = {
  space: '空格',
  enter: 'Enter',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};

/** The key caps of a chord, as they are drawn: `shift+arrowdown` gives `Shift`, `↓`. */
export function caps(chord: string): string[] {
  return chord
    .split(/[ +]/)
    .map((key) => WORD[key] ?? (key.length > 1 ? `${key.slice(0, 1).toUpperCase()}${key.slice(1)}` : key.toUpperCase()));
}
