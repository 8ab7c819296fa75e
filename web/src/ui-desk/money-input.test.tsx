import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { MoneyInput } from './money-input';

afterEach(cleanup);

function Field({ start = null, error }: { start?: string | null; error?: string }) {
  const [fen, setFen] = useState<string | null>(start);
  return (
    <>
      <MoneyInput id="amount" label="认定金额" value={fen} onChange={setFen} error={error} />
      <output aria-label="分">{fen ?? '无'}</output>
    </>
  );
}

const field = () => screen.getByRole('textbox', { name: '认定金额' });
const fen = () => screen.getByRole('status', { name: '分' }).textContent;

describe('a field for money', () => {
  it('takes 亿 as it is written and repeats it in both units', async () => {
    render(<Field />);
    await userEvent.type(field(), '1.2亿');
    expect(fen()).toBe('12000000000');
    expect(screen.getByText('= 12,000.00 万元 = 1.20 亿元')).toBeTruthy();
  });

  it('reads a bare number as 万元, with commas and full-width digits', async () => {
    render(<Field />);
    await userEvent.type(field(), '１，286.4');
    expect(fen()).toBe('1286400000');
  });

  it('says so where it cannot read an amount, and hands on none', async () => {
    render(<Field start="100" />);
    await userEvent.clear(field());
    await userEvent.type(field(), '约五千');
    expect(fen()).toBe('无');
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/读不懂这个金额/)).toBeTruthy();
  });

  it('shows the message of its form in place of the echo, described for everybody', () => {
    render(<Field start="100000000" error="认定金额与申报不同，请写明理由" />);
    const message = screen.getByText('认定金额与申报不同，请写明理由');
    expect(field().getAttribute('aria-describedby')).toBe(message.id);
  });
});
