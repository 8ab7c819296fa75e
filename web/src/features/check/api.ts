import { useMutation } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import type { TakeAway } from './model';

export type CheckInput = { text: string } | { file: File };

/** Checks a text or a document. The server keeps nothing of it. */
export function useCheck() {
  return useMutation({
    mutationFn: (input: CheckInput) =>
      unwrap(
        client.POST('/api/v1/checks', {
          // The type knows a file only as text; the serializer below sends the file itself.
          body: {},
          bodySerializer: () => {
            const form = new FormData();
            if ('file' in input) form.set('file', input.file);
            else form.set('text', input.text);
            return form;
          },
        }),
      ),
  });
}

/** A file of what a check finds, as the browser saves it. */
export function useTakeAway() {
  return useMutation({
    mutationFn: async (input: { text: string; kind: TakeAway['kind']; name: string }) => {
      const content = await unwrap(
        client.POST('/api/v1/checks/files', {
          body: { text: input.text, kind: input.kind },
          parseAs: 'blob',
        }),
      );
      const address = URL.createObjectURL(content);
      const link = document.createElement('a');
      link.href = address;
      link.download = input.name;
      link.click();
      URL.revokeObjectURL(address);
    },
  });
}
