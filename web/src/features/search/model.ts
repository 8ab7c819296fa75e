/** Kinds of records in the order in which they are shown, each with its place in the server's answer. */
export const HIT_KINDS = [
  { kind: 'project', found: 'projects', label: '项目' },
  { kind: 'enterprise', found: 'enterprises', label: '企业' },
  { kind: 'claim', found: 'claims', label: '申报' },
  { kind: 'import', found: 'imports', label: '导入' },
  { kind: 'bulletin', found: 'bulletins', label: '通报' },
] as const;

export type HitKind = (typeof HIT_KINDS)[number]['kind'];

/** A record that the server found. */
export type Hit = { kind: HitKind; key: string; title: string; note: string };

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
    HIT_KINDS.some(({ kind }) => kind === hit.kind) &&
    typeof hit.key === 'string' &&
    typeof hit.title === 'string' &&
    typeof hit.note === 'string'
  );
}

/** What was found, by its kind. */
export function byKind(hits: readonly Hit[]): { label: string; hits: Hit[] }[] {
  return HIT_KINDS.map(({ kind, label }) => ({ label, hits: hits.filter((hit) => hit.kind === kind) }));
}

export function kindLabel(kind: HitKind): string {
  return HIT_KINDS.find((one) => one.kind === kind)?.label ?? '';
}
