import type { components } from '../api/schema';
import type { ListDefinition } from './definition';
import { type ListState, initialState, sortKey, sound } from './state';

type S = components['schemas'];

export type SavedView = S['View'];
export type Audience = S['Audience'];

/** What stands in an address for the list as it ships, where another view opens by itself. */
export const NO_VIEW = '-';

/** The state that a view keeps; what the list does not know any more is left out. */
export function stateOfView(kept: S['ViewState'], definition: ListDefinition): ListState {
  const initial = initialState(definition);
  return sound(
    {
      q: kept.q ?? '',
      filters: kept.filter ?? [],
      sort: kept.sort ? `${kept.sort.descending ? '-' : ''}${kept.sort.column}` : initial.sort,
      group: kept.group ?? null,
      columns: kept.columns.map(({ key, width }) => ({ key, width: width ?? null })),
      density: kept.density,
    },
    definition,
  );
}

/** A sort as the server takes it in a body. */
export const sortOf = (sort: string): S['Sort'] => ({
  column: sortKey(sort),
  descending: sort.startsWith('-'),
});

/** A state as a view keeps it. */
export function viewOfState(state: ListState): S['ViewState'] {
  return {
    q: state.q || null,
    filter: state.filters,
    sort: sortOf(state.sort),
    group: state.group,
    columns: state.columns,
    density: state.density,
  };
}
