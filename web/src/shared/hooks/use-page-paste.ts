import { useEffect } from 'react';
import { copiedText } from '../format/clipboard';

/** Rows or a file pasted anywhere on the page outside its fields, as one does with a table just copied. */
export function usePagePaste(onText: (text: string) => void, onFile?: (file: File) => void): void {
  useEffect(() => {
    const listen = (event: ClipboardEvent) => {
      const inField = event.target instanceof Element && event.target.closest('input, textarea, [role="dialog"]');
      if (inField || !event.clipboardData) return;
      const file = event.clipboardData.files[0];
      const text = copiedText(event.clipboardData);
      // A spreadsheet puts a picture beside its text; the text is what is meant.
      if (text.trim()) onText(text);
      else if (file && onFile) onFile(file);
      else return;
      event.preventDefault();
    };
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  });
}
