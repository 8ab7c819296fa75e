import { describe, expect, it } from 'vitest';
import { formatCount } from './count';
import {
  dayOf,
  formatCumulative,
  formatInstant,
  formatPeriod,
  isPeriod,
  shiftYear,
} from './date';
import { group, scaleDecimal } from './decimal';
import { formatWan, formatYi, parseMoney, wanInput } from './money';
import { direction, formatGrowth, formatPercent, formatPoints } from './percent';
import { formatSize } from './text';

describe('money', () => {
  it('shows fen in 万元 and 亿元 with two decimals, rounded half up', () => {
    expect(formatWan('12864000000')).toBe('12,864.00');
    expect(formatYi('12864000000')).toBe('1.29');
    expect(formatWan('5000')).toBe('0.01');
    expect(formatWan('4999')).toBe('0.00');
    expect(formatWan('-5000')).toBe('−0.01');
  });

  it('keeps amounts exact that no binary fraction holds', () => {
    expect(formatWan('900719925474099312345')).toBe('900,719,925,474,099.31');
  });

  it('shows what is unknown as a dash and zero as zero', () => {
    expect(formatWan(null)).toBe('—');
    expect(formatWan('0')).toBe('0.00');
    expect(formatYi('-4')).toBe('0.00');
  });

  it('reads what people type into a money field', () => {
    expect(parseMoney('1286.4')).toBe('1286400000');
    expect(parseMoney('1.2亿')).toBe('12000000000');
    expect(parseMoney('１，２８６．４万元')).toBe('1286400000');
    expect(parseMoney('3元')).toBe('300');
    expect(parseMoney('0.000001')).toBe('1');
  });

  it('refuses what is finer than a fen, negative, or no amount', () => {
    expect(parseMoney('0.0000001')).toBeNull();
    expect(parseMoney('-3')).toBeNull();
    expect(parseMoney('约3亿')).toBeNull();
    expect(parseMoney('')).toBeNull();
  });

  it('puts a claimed amount into the field so that it is read back unchanged', () => {
    for (const fen of ['1286400000', '1', '0', '12000000000000']) {
      expect(parseMoney(wanInput(fen) || '0')).toBe(fen);
    }
  });
});

describe('percent', () => {
  it('has one decimal on screen', () => {
    expect(formatPercent('71.46')).toBe('71.5%');
    expect(formatPercent(null)).toBe('—');
  });

  it('carries a sign as growth, a true minus sign, and none at zero', () => {
    expect(formatGrowth('12.34')).toBe('+12.3%');
    expect(formatGrowth('-4')).toBe('−4.0%');
    expect(formatGrowth('-0.04')).toBe('0.0%');
    expect(formatGrowth('1234.5')).toBe('+1,234.5%');
  });

  it('tells the difference of rates in percentage points', () => {
    expect(formatPoints('2.25')).toBe('+2.3 个百分点');
    expect(formatPoints('-3.06')).toBe('−3.1 个百分点');
    expect(formatPoints(null)).toBe('—');
  });

  it('knows the direction after rounding', () => {
    expect(direction('0.04')).toBe('flat');
    expect(direction('-3')).toBe('down');
    expect(direction('3')).toBe('up');
    expect(direction(null)).toBeNull();
  });
});

describe('decimal text', () => {
  it('moves the point and rounds', () => {
    expect(scaleDecimal('12.345', 0, 2)).toBe('12.35');
    expect(scaleDecimal('1', 2, 0)).toBe('100');
    expect(scaleDecimal('x', 0, 2)).toBeNull();
  });

  it('separates thousands', () => {
    expect(group('1234567.8')).toBe('1,234,567.8');
    expect(group('-999')).toBe('−999');
  });
});

describe('counts', () => {
  it('are whole, or have one decimal where shares are split', () => {
    expect(formatCount('1234')).toBe('1,234');
    expect(formatCount('12.5')).toBe('12.5');
    expect(formatCount('12.0')).toBe('12');
    expect(formatCount(null)).toBe('—');
  });
});

describe('dates', () => {
  it('are shown in the time of China', () => {
    expect(formatInstant('2026-10-08T16:05:09Z')).toBe('2026-10-09 00:05');
    expect(dayOf('2026-10-08T16:05:09Z')).toBe('2026-10-09');
    expect(formatInstant(null)).toBe('—');
  });

  it('name periods as the papers do', () => {
    expect(formatPeriod('2026-09')).toBe('2026年9月');
    expect(formatCumulative('2026-09')).toBe('2026年1—9月');
    expect(formatCumulative('2026-01')).toBe('2026年1月');
    expect(shiftYear('2026-09', -1)).toBe('2025-09');
  });

  it('tell a period from other text', () => {
    expect(isPeriod('2026-09')).toBe(true);
    expect(isPeriod('2026-13')).toBe(false);
    expect(isPeriod(202609)).toBe(false);
  });
});

describe('text', () => {
  it('shows sizes', () => {
    expect(formatSize(512)).toBe('512 B');
    expect(formatSize(38_912)).toBe('38 KB');
    expect(formatSize(1_258_291)).toBe('1.2 MB');
  });
});
