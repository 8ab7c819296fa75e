import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { ErrorSummary } from './states';

afterEach(cleanup);

const missing = { message: '请选择台账文件', fieldId: 'file' };

describe('the errors above a form', () => {
  it('take the focus when they appear, and again when they change', () => {
    const { rerender } = render(<ErrorSummary items={[missing]} />);
    expect(document.activeElement).toBe(screen.getByRole('alert'));
    (document.activeElement as HTMLElement).blur();
    rerender(<ErrorSummary items={[missing, { message: '请选择账期' }]} />);
    expect(document.activeElement).toBe(screen.getByRole('alert'));
  });

  it('leave the focus where it is while they stay the same', () => {
    const form = (
      <>
        <ErrorSummary items={[missing]} />
        <input aria-label="账期" />
      </>
    );
    const { rerender } = render(form);
    screen.getByLabelText('账期').focus();
    rerender(form);
    expect(document.activeElement).toBe(screen.getByLabelText('账期'));
  });

  it('lead to the field that they name', async () => {
    render(
      <>
        <ErrorSummary items={[missing]} />
        <input id="file" aria-label="台账文件" />
      </>,
    );
    await userEvent.click(screen.getByRole('link', { name: '请选择台账文件' }));
    expect(document.activeElement).toBe(screen.getByLabelText('台账文件'));
  });

  it('are not there without errors', () => {
    render(<ErrorSummary items={[]} />);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
