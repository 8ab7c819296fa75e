import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { columnOf } from '@/shared/list/definition';
import { SAMPLE } from '@/shared/list/sample.test-data';
import { FilterEditor } from './filter-editor';

afterEach(cleanup);

function edit(key: string) {
  const column = columnOf(SAMPLE, key);
  if (!column) throw new Error(key);
  const onApply = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <FilterEditor column={column} value={null} onApply={onApply} />
    </QueryClientProvider>,
  );
  return { onApply, user: userEvent.setup() };
}

describe('the editor of a filter', () => {
  it('takes an amount as it is typed and asks in fen', async () => {
    const { onApply, user } = edit('total_investment');
    await user.type(screen.getByLabelText('不小于'), '1.2亿{Enter}');
    expect(onApply).toHaveBeenCalledWith({ test: 'between', from: '12000000000', to: null });
  });

  it('takes days in the usual ways of writing', async () => {
    const { onApply, user } = edit('signed_on');
    await user.type(screen.getByLabelText('从'), '2026.3.5');
    await user.type(screen.getByLabelText('到'), '2026年9月{Enter}');
    expect(onApply).toHaveBeenCalledWith({ test: 'between', from: '2026-03-05', to: '2026-09' });
  });

  it('says what it cannot read and does not apply it', async () => {
    const { onApply, user } = edit('signed_on');
    await user.type(screen.getByLabelText('从'), '三月{Enter}');
    expect(screen.getByText(/读不懂/)).toBeDefined();
    expect(screen.getByRole('alert').textContent).toContain('还没有填写');
    expect(onApply).not.toHaveBeenCalled();
  });

  it('offers the members of a set', async () => {
    const { onApply, user } = edit('stage');
    await user.click(screen.getByLabelText('开工'));
    await user.click(screen.getByRole('button', { name: /确.?定/ }));
    expect(onApply).toHaveBeenCalledWith({ test: 'one_of', values: ['started'] });
  });
});
