/** A record that the server found. */
export type Hit = { kind: 'project'; key: string; title: string; note: string };

/** A page or an act that the palette offers. `keys` are the caps of its way by keyboard. */
export type Command = {
  id: string;
  label: string;
  /** Initials of the label. */
  pinyin: string;
  keys: readonly string[];
  run: () => void;
};

/** The commands that a typed text means: by any part of the label, or by its initials. All of them for no text. */
export function matchingCommands<C extends Pick<Command, 'label' | 'pinyin'>>(
  commands: readonly C[],
  text: string,
): C[] {
  const wanted = text.trim().toLowerCase();
  return commands.filter(({ label, pinyin }) => label.toLowerCase().includes(wanted) || pinyin.startsWith(wanted));
}

/** Records that are kept as the last opened ones. */
const RECENT = 8;

/** The record that was opened stands first, each record once. */
export function withRecent(recent: readonly Hit[], opened: Hit): Hit[] {
  const others = recent.filter(({ kind, key }) => kind !== opened.kind || key !== opened.key);
  return [opened, ...others].slice(0, RECENT);
}

/** What was kept by an earlier visit; nothing where it cannot be read. */
export function readRecent(text: string | null): Hit[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? kept.filter(isHit) : [];
  } catch {
    return [];
  }
}

function isHit(value: unknown): value is Hit {
  const hit = value as Partial<Record<keyof Hit, unknown>> | null;
  return (
    typeof hit === 'object' &&
    hit !== null &&
    hit.kind === 'project' &&
    typeof hit.key === 'string' &&
    typeof hit.title === 'string' &&
    typeof hit.note === 'string'
  );
}

export const HIT_KIND: Record<Hit['kind'], string> = { project: '项目' };
