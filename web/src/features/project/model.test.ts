import { describe, expect, it } from 'vitest';
import { ProblemError } from '@/shared/api/problem';
import {
  type Fact,
  type PastedRow,
  conflictOf,
  editOf,
  factErrors,
  keptOf,
  pastedChanges,
  rowOf,
  sectionsOf,
  toldElsewhere,
  typedOf,
} from './model';

const fact = (field: string, value: string | null, more: Partial<Fact> = {}): Fact => ({
  field,
  label: field,
  section: 'basic',
  section_label: '项目概况',
  text: value,
  value,
  unavailable: null,
  note: null,
  ...more,
});

describe('the facts of a project', () => {
  it('stand by section, whatever their order', () => {
    const sections = sectionsOf([
      fact('name', '甲'),
      fact('remarks', null, { section: 'progress', section_label: '推进情况' }),
      fact('responsible', null, { section: 'progress', section_label: '推进情况' }),
      fact('investor', '乙', { section: 'investor', section_label: '投资方' }),
      fact('industry', '丙'),
    ]);
    expect(sections.map(({ section, facts }) => [section, facts.map(({ field }) => field)])).toEqual([
      ['basic', ['name', 'industry']],
      ['investor', ['investor']],
      ['progress', ['responsible', 'remarks']],
    ]);
  });

  it('begin in a form as they are, money in 万元 without separators', () => {
    expect(typedOf(fact('total_investment', '1286400000'))).toEqual({ text: '1286.4', unavailable: null });
    expect(typedOf(fact('place', null))).toEqual({ text: '', unavailable: null });
  });
});

describe('what a save sends', () => {
  const facts = [
    fact('name', '甲项目'),
    fact('place', '大阳镇'),
    fact('total_investment', '1286400000'),
    fact('project_code', null, { unavailable: '正在备案' }),
  ];
  const typed = (changes: Record<string, string>) =>
    Object.fromEntries(
      facts.map((one) => [one.field, { ...typedOf(one), ...(one.field in changes ? { text: changes[one.field] ?? '' } : {}) }]),
    );

  it('is nothing while nothing was changed', () => {
    expect(editOf(facts, typed({}))).toBeNull();
    expect(editOf(facts, typed({ name: ' 甲项目 ' }))).toBeNull();
  });

  it('names what was changed and nothing else', () => {
    expect(editOf(facts, typed({ place: '', total_investment: '1.2亿' }))).toEqual({
      facts: { place: null, total_investment: '1.2亿' },
      unavailable: {},
    });
  });

  it('tells why a fact cannot be given, and takes the reason back when it can', () => {
    expect(editOf(facts, { place: { text: '大阳镇', unavailable: '选址未定' } })).toEqual({
      facts: {},
      unavailable: { place: '选址未定' },
    });
    expect(editOf(facts, { project_code: { text: '2404-141024-04-01-123456', unavailable: null } })).toEqual({
      facts: { project_code: '2404-141024-04-01-123456' },
      unavailable: {},
    });
  });

  it('keeps of an overtaken edit what the person chose', () => {
    const edit = { facts: { place: '乙镇', remarks: '缺工' }, unavailable: {} };
    expect(keptOf(edit, new Set(['remarks']))).toEqual({ facts: { remarks: '缺工' }, unavailable: {} });
    expect(keptOf(edit, new Set())).toBeNull();
  });
});

describe('a refused save', () => {
  const problem = (more: object) =>
    new ProblemError({ type: 'about:blank', title: '提交的内容有误', status: 422, code: 'invalid', ...more });

  it('is told at the fields that are wrong', () => {
    const error = problem({
      errors: [
        { pointer: '/facts/name', code: 'name_required', message: '请填写项目名称' },
        { pointer: '/unavailable/place', code: 'reason_required', message: '请写明原因' },
        { pointer: '', code: 'other', message: '其他' },
      ],
    });
    expect(factErrors(error, ['name', 'place'])).toEqual({
      fields: { name: '请填写项目名称', place: '请写明原因' },
      general: ['其他'],
    });
    expect(factErrors(problem({}), []).general).toEqual(['提交的内容有误']);
  });

  it('carries what stands against it when it came too late', () => {
    const conflict = { version: 2, by: '甲', at: '2026-10-01T00:00:00Z', fields: [] };
    expect(conflictOf(problem({ conflict }))).toEqual(conflict);
    expect(conflictOf(problem({}))).toBeNull();
  });
});

describe('a row pasted into a form', () => {
  it('changes what it tells otherwise than the form, and empties nothing that it does not tell', () => {
    const form = [fact('place', '甲镇'), fact('content', '厂房'), fact('total_investment', '100000000')];
    const typed = Object.fromEntries(form.map((one) => [one.field, typedOf(one)]));
    const row = { facts: [fact('place', '乙镇'), fact('total_investment', '12000000000'), fact('investor', '甲公司', { section: 'investor' })] };
    const changes = pastedChanges(row, form, typed);
    expect(changes.map((change) => [change.fact.field, change.now.text, change.text])).toEqual([
      ['place', '甲镇', '乙镇'],
      ['total_investment', '100', '12000'],
    ]);
    expect(pastedChanges(row, form, { ...typed, place: { text: '乙镇', unavailable: null } })).toHaveLength(1);
  });

  it('tells of what it says otherwise in other sections', () => {
    const saved = [fact('name', '甲项目'), fact('industry', '钢铁'), fact('place', '甲镇', { section: 'building' })];
    const row = { facts: [fact('name', '甲项目'), fact('industry', '新材料'), fact('place', '乙镇', { section: 'building' })] };
    expect(toldElsewhere(row, saved, 'building').map(({ field }) => field)).toEqual(['industry']);
  });

  it('is the one with the name of the project', () => {
    const rows = ['甲', '乙'].map((name) => ({ name }) as PastedRow);
    expect([rowOf(rows, '乙'), rowOf(rows, '丙')]).toEqual([1, 0]);
  });
});
