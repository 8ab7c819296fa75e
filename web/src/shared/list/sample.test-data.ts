import type { ListColumn, ListDefinition } from './definition';

const column = (key: string, label: string, kind: ListColumn['kind'], more: Partial<ListColumn> = {}): ListColumn => ({
  key,
  pointer: `/${key}`,
  label,
  kind,
  definition: label,
  sortable: true,
  filterable: true,
  groupable: false,
  summable: false,
  shown: true,
  width: 120,
  choices: [],
  ...more,
});

/** A list of projects as tests use it. */
export const SAMPLE: ListDefinition = {
  sort: { column: 'updated_at', descending: true },
  columns: [
    column('name', '项目', 'text'),
    column('org', '单位', 'org', { groupable: true }),
    column('stage', '阶段', 'choice', {
      groupable: true,
      choices: [
        { value: 'signed', label: '签约' },
        { value: 'started', label: '开工' },
      ],
    }),
    column('total_investment', '总投资', 'money', { summable: true }),
    column('signed_on', '签约', 'date'),
    column('updated_at', '更新', 'instant'),
    column('remarks', '备注', 'text', { shown: false, sortable: false }),
  ],
};
