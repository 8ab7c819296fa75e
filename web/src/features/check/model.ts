import type { components } from '@/shared/api/schema';

export type Check = components['schemas']['FigureCheck'];
export type Finding = components['schemas']['CheckFinding'];

export type TakeAway = { kind: components['schemas']['CheckFileKind']; label: string; name: string };

export const TAKE_AWAYS: TakeAway[] = [
  { kind: 'findings', label: '核对结果（xlsx）', name: '数字核对结果.xlsx' },
  { kind: 'marked', label: '标注稿（docx）', name: '数字核对标注稿.docx' },
  { kind: 'corrected', label: '改正稿（txt）', name: '数字核对改正稿.txt' },
];

/** A stretch of the text, with the finding or the verified statement that it belongs to. */
export type Piece = { text: string; finding?: number; verified?: boolean };

/**
 * The text cut at the places of findings and verified statements. Where places lie over each other, a finding comes
 * before what is verified, and the shorter of two findings before the longer.
 */
export function pieces(check: Check, showVerified: boolean): Piece[] {
  // Places count Unicode scalar values; a string of the browser counts units of UTF-16.
  const chars = Array.from(check.text);
  const owner = Array.from({ length: chars.length }, () => -1);
  const verified = Array.from({ length: chars.length }, () => false);
  const order = check.findings
    .map((finding, index) => ({ index, finding }))
    .sort((a, b) => b.finding.end - b.finding.start - (a.finding.end - a.finding.start));
  for (const { index, finding } of order) owner.fill(index, finding.start, finding.end);
  if (showVerified) {
    for (const statement of check.verified) verified.fill(true, statement.start, statement.end);
  }
  const found: Piece[] = [];
  let start = 0;
  for (let at = 1; at <= chars.length; at += 1) {
    if (at < chars.length && owner[at] === owner[start] && verified[at] === verified[start]) continue;
    const index = owner[start] ?? -1;
    found.push({
      text: chars.slice(start, at).join(''),
      ...(index >= 0 ? { finding: index } : verified[start] ? { verified: true } : {}),
    });
    start = at;
  }
  return found;
}

/** The finding after or before one, round the end. */
export function step(from: number | null, by: 1 | -1, count: number): number | null {
  if (count === 0) return null;
  if (from === null) return by === 1 ? 0 : count - 1;
  return (from + by + count) % count;
}

/** One line on what came out. */
export function summary(check: Check): string {
  const errors = check.findings.filter((finding) => finding.severity === 'error').length;
  const warnings = check.findings.length - errors;
  return `差错 ${errors} 处，待核 ${warnings} 处，核对相符 ${check.verified.length} 处`;
}
