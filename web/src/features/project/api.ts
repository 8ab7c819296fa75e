import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { client, unwrap } from '@/shared/api/client';
import { isMissing } from '@/shared/api/query';
import { type Ask, rowsQuery } from '@/shared/list/api';
import type { EditedFacts, Project } from './model';

export const projectQueries = {
  rows: (ask: Ask) =>
    rowsQuery('project', ask, (query) => unwrap(client.GET('/api/v1/projects', { params: { query } }))),
  one: (code: string) =>
    queryOptions({
      queryKey: ['projects', 'one', code],
      queryFn: () =>
        unwrap(client.GET('/api/v1/projects/{code}', { params: { path: { code } } })),
      throwOnError: isMissing,
    }),
  timeline: (code: string) =>
    queryOptions({
      queryKey: ['projects', 'timeline', code],
      queryFn: () =>
        unwrap(client.GET('/api/v1/projects/{code}/timeline', { params: { path: { code } } })),
    }),
};

/** Reads rows that were copied from a spreadsheet with their header; nothing is kept. */
export function useReadRows() {
  return useMutation({
    mutationFn: (text: string) => unwrap(client.POST('/api/v1/readings', { body: { text } })),
  });
}

/** What the server answered is the page; whatever else tells of the project is read again. */
function take(queries: QueryClient, project: Project) {
  queries.setQueryData(projectQueries.one(project.code).queryKey, project);
  void queries.invalidateQueries({ queryKey: ['projects', 'list'] });
  void queries.invalidateQueries({ queryKey: ['projects', 'timeline', project.code] });
  void queries.invalidateQueries({ queryKey: ['enterprises'] });
}

export function useEditProject(code: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, edit }: { version: number; edit: EditedFacts }) =>
      unwrap(
        client.PATCH('/api/v1/projects/{code}', {
          params: { path: { code }, header: { 'If-Match': `"${version}"` } },
          body: edit,
        }),
      ),
    onSuccess: (project) => take(queries, project),
  });
}

export function useRestoreFacts(code: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, from, fields }: { version: number; from: number; fields: string[] }) =>
      unwrap(
        client.POST('/api/v1/projects/{code}/restorations', {
          params: { path: { code }, header: { 'If-Match': `"${version}"` } },
          body: { from, fields },
        }),
      ),
    onSuccess: (project) => take(queries, project),
  });
}
