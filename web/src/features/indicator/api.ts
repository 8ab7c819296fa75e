import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';
import type { FigureRef } from './model';

/** `as_of` is a day or an instant; without it the board shows what is known now. */
export type BoardSearch = { period: string; level: components['schemas']['Level']; as_of?: string };

export const boardQuery = (search: BoardSearch) =>
  queryOptions({
    queryKey: ['board', 'values', search],
    queryFn: () => unwrap(client.GET('/api/v1/board', { params: { query: search } })),
    placeholderData: keepPreviousData,
  });

export const figureQuery = (search: BoardSearch, ref: FigureRef) =>
  queryOptions({
    queryKey: ['board', 'rows', search, ref],
    queryFn: () =>
      unwrap(client.GET('/api/v1/board/rows', { params: { query: { ...search, ...ref } } })),
  });

export const trendQuery = (search: BoardSearch, indicator: string, org: string) =>
  queryOptions({
    queryKey: ['board', 'trend', search, indicator, org],
    queryFn: () =>
      unwrap(client.GET('/api/v1/board/trend', { params: { query: { ...search, indicator, org } } })),
    placeholderData: keepPreviousData,
  });

export const paceQuery = (search: BoardSearch, indicator: string) =>
  queryOptions({
    queryKey: ['board', 'pace', search, indicator],
    queryFn: () => unwrap(client.GET('/api/v1/board/pace', { params: { query: { ...search, indicator } } })),
    placeholderData: keepPreviousData,
  });

export function exportAddress(search: BoardSearch): string {
  return `/api/v1/board/export.xlsx?${new URLSearchParams(search).toString()}`;
}
