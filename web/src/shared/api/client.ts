import createClient from 'openapi-fetch';
import { NetworkError, ProblemError, problemOf } from './problem';
import type { paths } from './schema';

/** The one door to the server. Paths are absolute, so no base address is set. */
export const client = createClient<paths>({ credentials: 'same-origin' });

const expiredListeners = new Set<() => void>();
const passwordListeners = new Set<() => void>();

/** Calls back when the server says that nobody is logged in any more. Returns the way to stop. */
export function onSessionExpired(listener: () => void): () => void {
  expiredListeners.add(listener);
  return () => expiredListeners.delete(listener);
}

/** Calls back when the server wants a new password before anything else. Returns the way to stop. */
export function onPasswordChangeRequired(listener: () => void): () => void {
  passwordListeners.add(listener);
  return () => passwordListeners.delete(listener);
}

client.use({
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== '/api/v1/session') {
      for (const listener of expiredListeners) listener();
    }
  },
  onError() {
    return new NetworkError();
  },
});

type Result<T> = { data?: T; error?: unknown; response: Response };

/**
 * The body of a call, or an exception that a person can read.
 * @throws {ProblemError} when the server answered with an error
 * @throws {NetworkError} when it did not answer at all
 */
export async function unwrap<T>(call: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) {
    const problem = problemOf(error, response.status);
    if (problem.code === 'password_change_required') {
      for (const listener of passwordListeners) listener();
    }
    throw new ProblemError(problem);
  }
  // An empty answer (204) has no body; its callers expect `undefined`.
  return data as T;
}
