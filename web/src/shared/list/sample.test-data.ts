import type { ListColumn, ListDefinition } from './definition';

const column = (key: string, label: string, kind: ListColumn['kind'], more: Partial<ListColumn> = {}): ListColumn => ({
  key,
  pointer: `/${key}`,
  label,
  kind,
  definition: label,
  uses: ['sort', 'filter'],
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
    column('org', '单位', 'org', { uses: ['sort', 'filter', 'group'] }),
    column('stage', '阶段', 'choice', {
      uses: ['sort', 'filter', 'group'],
      choices: [
        { value: 'signed', label: '签约' },
        { value: 'started', label: '开工' },
      ],
    }),
    column('total_investment', '总投资', 'money', { uses: ['sort', 'filter', 'sum'] }),
    column('signed_on', '签约', 'date'),
    column('updated_at', '更新', 'instant'),
    column('remarks', '备注', 'text', { shown: false, uses: ['filter'] }),
  ],
};
