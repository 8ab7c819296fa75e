import { queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';

/** The surroundings of one cell of an imported workbook. The file never changes. */
export const sourceCellQuery = (importId: string, sheet: string, cell: string) =>
  queryOptions({
    queryKey: ['imports', 'cell', importId, sheet, cell],
    queryFn: () =>
      unwrap(
        client.GET('/api/v1/imports/{id}/cell', {
          params: { path: { id: importId }, query: { sheet, cell } },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
