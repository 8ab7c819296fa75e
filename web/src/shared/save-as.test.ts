import { expect, it } from 'vitest';
import { fileName } from './save-as';

it('the name of a file is read as the server wrote it, and a broken one is none', () => {
  expect(fileName("attachment; filename=\"a.xlsx\"; filename*=UTF-8''%E9%A1%B9%E7%9B%AE.xlsx")).toBe('项目.xlsx');
  expect(fileName("attachment; filename*=UTF-8''%E9%A1")).toBeNull();
  expect(fileName('attachment')).toBeNull();
});
