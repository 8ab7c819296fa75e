import { describe, expect, it } from 'vitest';
import {
  type Pace,
  type PaceLine,
  type Trend,
  axisValue,
  growthWords,
  mapSentence,
  paceBars,
  paceNote,
  paceSentence,
  shareSentence,
  shareSlices,
  trendMonths,
  trendSentence,
} from './chart-model';

const funds = { code: 'funds', name: '到位资金', short_name: '到位资金', unit: 'yi' as const, definition: '' };
const YI = 10_000_000_000;

const line = (name: string, value: number | null, pace: number | null): PaceLine => ({
  org: { code: name, name, short_name: name, kind: 'county' },
  value: value === null ? null : String(value * YI),
  last_year: pace === null ? null : String(pace * 2 * YI),
  pace: pace === null ? null : String(pace * YI),
  on_pace: value === null || pace === null ? null : value >= pace,
  share: '10.00',
});
const paceOf = (...lines: PaceLine[]): Pace => ({
  indicator: funds,
  period: '2026-09',
  level: 'recognised',
  as_of: '2026-10-15T01:00:00Z',
  total: line('全市', 10, 8),
  lines,
  leading: { units: 3, value: String(9 * YI), share: '75.00' },
  others: { units: 16, value: String(3 * YI), share: '25.00' },
});

describe('the bars of units', () => {
  it('say how many are behind their pace, and what the line is', () => {
    const pace = paceOf(line('甲县', 5, 4), line('乙县', 3, 4), line('丙县', 1, null));
    expect(paceSentence(pace)).toBe('到位资金：有上年数的 2 个单位中 1 个慢于时序');
    expect(paceNote(pace)).toBe('虚线为时序：各单位上年全年数的 9/12');
    expect(paceBars(pace)[1]).toMatchObject({ name: '乙县', value: 3, text: '3.00', pace: 4, onPace: false });
  });

  it('have no line and no judgement where there is no year before', () => {
    const pace = paceOf(line('甲县', 5, null), line('乙县', 3, null));
    expect(paceNote(pace)).toBeNull();
    expect(paceSentence(pace)).toBe('到位资金：甲县最高，5.00 亿元');
    expect(paceSentence(paceOf(line('甲县', null, null)))).toBe('到位资金：各单位都还没有数');
  });
});

describe('the months', () => {
  const trend: Trend = {
    indicator: funds,
    org: null,
    period: '2026-02',
    level: 'recognised',
    as_of: '2026-10-15T01:00:00Z',
    growth: '-4.02',
    points: [
      { period: '2026-01', month: String(YI), cumulative: String(YI), last_year_month: String(2 * YI), last_year_cumulative: String(2 * YI) },
      { period: '2026-02', month: String(YI), cumulative: String(2 * YI), last_year_month: null, last_year_cumulative: null },
    ],
  };
  it('are told with the change against the year before', () => {
    expect(trendSentence(trend)).toBe('2026年1—2月全市到位资金 2.00 亿元，比上年同期下降 4.0%');
    expect(trendMonths(trend).map(({ name, now, before }) => [name, now, before])).toEqual([
      ['1月', 1, 2],
      ['2月', 1, null],
    ]);
  });

  it('never tell a growth that there is not', () => {
    expect(growthWords(null, 'yi')).toBe('上年同期没有可比的数');
    expect(growthWords('0.00', 'yi')).toBe('与上年同期持平');
    expect(growthWords('-5.00', 'pct')).toBe('比上年同期降低 5.0 个百分点');
  });
});

describe('the share', () => {
  const pace = paceOf(line('甲县', 5, 4), line('乙县', 3, 4), line('丙县', 1, 1), line('丁县', 1, 1));
  it('names three units and puts all others into one part', () => {
    expect(shareSentence(pace)).toBe('甲县、乙县、丙县合计占75.0%');
    expect(shareSlices(pace).map(({ name, text }) => `${name} ${text}`)).toEqual([
      '甲县 10.0%',
      '乙县 10.0%',
      '丙县 10.0%',
      '其余 16 个单位 25.0%',
    ]);
    expect(shareSentence({ ...pace, leading: null, others: null })).toBeNull();
  });
});

describe('the map', () => {
  it('says who is highest and who lowest', () => {
    expect(mapSentence(paceOf(line('甲县', 5, 4), line('乙县', 3, 4), line('丙县', null, 4)))).toBe(
      '到位资金最高的是甲县（5.00 亿元），最低的是乙县（3.00 亿元）',
    );
  });
});

it('money stands on an axis in its unit, and what is unknown stands nowhere', () => {
  expect(axisValue(String(YI), 'yi')).toBe(1);
  expect(axisValue('12.5', 'ge')).toBe(12.5);
  expect(axisValue(null, 'yi')).toBeNull();
});
