import type { components } from './schema';

/** An error of the server, RFC 9457. `title` is Chinese and ready to be shown. */
export type Problem = components['schemas']['Problem'];
export type FieldError = components['schemas']['FieldError'];

export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The request did not reach the server or its answer did not come back. */
export class NetworkError extends Error {
  constructor() {
    super('连接不上服务器，请检查网络后重试。');
    this.name = 'NetworkError';
  }
}

const FALLBACK: Record<number, string> = {
  401: '登录已过期，请重新登录。',
  403: '没有权限查看或办理此项内容。',
  404: '没有找到要查看的内容。',
  409: '内容已被他人更新，请刷新后再办理。',
  413: '文件太大，超过了系统允许的大小。',
  422: '填写的内容有误，请按提示修改。',
  429: '操作过于频繁，请稍后再试。',
  503: '服务正忙，请稍后再试。',
};

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    typeof (body as { title?: unknown }).title === 'string' &&
    typeof (body as { code?: unknown }).code === 'string'
  );
}

/** The problem in an error body; a stand-in where a proxy answered with something else. */
export function problemOf(body: unknown, status: number): Problem {
  if (isProblem(body)) return body;
  return {
    type: 'about:blank',
    title: FALLBACK[status] ?? '服务器未能完成请求，请稍后再试。',
    status,
    code: 'unknown',
  };
}

/** HTTP status of an error, 0 where the server was not reached. */
export function statusOf(error: unknown): number {
  return error instanceof ProblemError ? error.problem.status : 0;
}

export function codeOf(error: unknown): string | null {
  return error instanceof ProblemError ? error.problem.code : null;
}

/** One sentence, and the detail where the server gave one. */
export function messageOf(error: unknown): { title: string; detail: string | null } {
  if (error instanceof ProblemError) {
    return { title: error.problem.title, detail: error.problem.detail ?? null };
  }
  if (error instanceof NetworkError) return { title: error.message, detail: null };
  return { title: '页面出错了，请刷新后重试。', detail: null };
}

export type FormErrors = {
  /** Field name (top level of the request body) → message. */
  fields: Record<string, string>;
  /** What belongs to no field of the form. */
  general: string[];
};

/**
 * Sorts the errors of a refused form by field. `pointer` is a JSON pointer into the body
 * (RFC 6901); only its first segment names a field of the form.
 */
export function formErrors(error: unknown, known: readonly string[]): FormErrors {
  const result: FormErrors = { fields: {}, general: [] };
  if (!(error instanceof ProblemError)) {
    result.general.push(messageOf(error).title);
    return result;
  }
  const { problem } = error;
  for (const item of problem.errors ?? []) {
    const field = item.pointer?.split('/')[1];
    if (field && known.includes(field)) result.fields[field] ??= item.message;
    else result.general.push(item.message);
  }
  if (Object.keys(result.fields).length === 0 && result.general.length === 0) {
    result.general.push(`${problem.title}${problem.detail ?? ''}`);
  }
  return result;
}
