import { describe, expect, it } from 'vitest';
import { type GeoFile, type Org, NO_ABOUT, aboutErrors, coverage, newAreas } from './model';

describe('boundaries that are brought in', () => {
  it('need a file of a size that is taken, a name and a source', () => {
    expect(aboutErrors(NO_ABOUT, null).map((error) => error.fieldId)).toEqual(['geo-file', 'geo-name', 'geo-source']);
    const about = { ...NO_ABOUT, name: '界线', source: '自然资源局' };
    expect(aboutErrors(about, { name: 'a.json', size: 10 })).toEqual([]);
    expect(aboutErrors(about, { name: 'a.json', size: 3_000_000 })[0]?.message).toContain('a.json');
  });

  it('say nothing of what was left empty', () => {
    const sent = newAreas({ ...NO_ABOUT, name: ' 界线 ', source: '局', review_no: ' ' }, '{}');
    expect(sent).toMatchObject({ name: '界线', source: '局', review_no: null, effective_on: null, boundaries: '{}' });
  });

  it('may leave units out, which are then told by name', () => {
    const org = (code: string, is_unit = true) => ({ code, is_unit }) as Org;
    const file = { areas: { features: [{ properties: { adcode: '141024' } }] } } as unknown as GeoFile;
    const { drawn, missing } = coverage([org('141000', false), org('141024'), org('HMJKQ')], file);
    expect([drawn.map((item) => item.code), missing.map((item) => item.code)]).toEqual([['141024'], ['HMJKQ']]);
  });
});
