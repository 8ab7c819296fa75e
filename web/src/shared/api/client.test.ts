import { describe, expect, it, vi } from 'vitest';
import { onPasswordChangeRequired, unwrap } from './client';
import { ProblemError } from './problem';

const refused = (status: number, code: string) =>
  Promise.resolve({
    error: { type: 'about:blank', title: '请先修改密码', status, code },
    response: new Response(null, { status }),
  });

describe('an answer of the server', () => {
  it('is its body', async () => {
    const answer = Promise.resolve({ data: { rows: 64 }, response: new Response('{}') });
    expect(await unwrap(answer)).toEqual({ rows: 64 });
  });

  it('leads to the password page when a new password is asked for in mid-session', async () => {
    const asked = vi.fn();
    const stop = onPasswordChangeRequired(asked);
    await expect(unwrap(refused(403, 'password_change_required'))).rejects.toBeInstanceOf(ProblemError);
    expect(asked).toHaveBeenCalledOnce();
    await expect(unwrap(refused(403, 'forbidden'))).rejects.toBeInstanceOf(ProblemError);
    stop();
    await expect(unwrap(refused(403, 'password_change_required'))).rejects.toBeInstanceOf(ProblemError);
    expect(asked).toHaveBeenCalledOnce();
  });
});
