import { describe, expect, it } from 'vitest';
import { type Hit, byKind, matchingCommands, readRecent, withRecent } from './model';

const COMMANDS = [
  { label: '统计看板', pinyin: 'tjkb' },
  { label: '项目', pinyin: 'xm' },
  { label: '通报', pinyin: 'tb' },
];
const found = (text: string) => matchingCommands(COMMANDS, text).map(({ label }) => label);

describe('commands', () => {
  it('are found by any part of their name and by its initials', () => {
    expect(found('看板')).toEqual(['统计看板']);
    expect(found('TB')).toEqual(['通报']);
    expect(found('t')).toEqual(['统计看板', '通报']);
    expect(found('kb')).toEqual([]);
  });

  it('are all there before anything is typed', () => {
    expect(found(' ')).toHaveLength(3);
  });
});

it('what was found stands by its kind, projects first', () => {
  const hit = (kind: Hit['kind'], key: string): Hit => ({ kind, key, title: key, note: '' });
  const groups = byKind([hit('bulletin', 'a'), hit('project', 'b'), hit('project', 'c'), hit('claim', 'd')]);
  expect(groups.map(({ label, hits }) => `${label} ${hits.map(({ key }) => key).join('')}`)).toEqual([
    '项目 bc',
    '企业 ',
    '申报 d',
    '导入 ',
    '通报 a',
  ]);
});

describe('records that were opened lately', () => {
  const hit = (key: string): Hit => ({ kind: 'project', key, title: key, note: '' });

  it('stand once, the last one first, and are few', () => {
    const many = 'abcdefghij'.split('').reduce<Hit[]>((recent, key) => withRecent(recent, hit(key)), []);
    expect(withRecent(many, hit('e')).map(({ key }) => key)).toEqual(['e', 'j', 'i', 'h', 'g', 'f', 'd', 'c']);
  });

  it('are forgotten where what was kept cannot be read', () => {
    expect(readRecent('{')).toEqual([]);
    expect(readRecent('[{"kind":"other","key":"a"}, null]')).toEqual([]);
    expect(readRecent(JSON.stringify([hit('a')]))).toEqual([hit('a')]);
  });
});
