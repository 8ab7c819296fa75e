/** Bytes as a person reads them: `38 KB`, `1.2 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** A code shortened in its middle; names are never cut, codes may be. */
export function shortCode(code: string, keep = 12): string {
  if (code.length <= keep) return code;
  const head = Math.ceil((keep - 1) / 2);
  return `${code.slice(0, head)}…${code.slice(code.length - (keep - 1 - head))}`;
}
