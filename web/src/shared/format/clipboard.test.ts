import { describe, expect, it } from 'vitest';
import { copiedText, tableOf } from './clipboard';

/** As Excel writes it: comments around the piece, widths, styles, spaces of the source inside of cells. */
const EXCEL = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><!--StartFragment-->
 <col width=72><tr height=19><td colspan=2 rowspan=2 class=xl65>项目
  名称</td><td>总投资</td></tr>
 <tr><td align=right x:num="1200">1200.00</td></tr>
 <tr><td>甲材料<br style='mso-data-placement:same-cell'>二期</td><td>襄汾县</td><td>&nbsp;5,000.00 </td></tr>
<!--EndFragment--></table></body></html>`;

const clipboard = (plain: string, html: string) => ({
  getData: (type: string) => (type === 'text/html' ? html : type === 'text/plain' ? plain : ''),
});

describe('a table on the clipboard', () => {
  it('is read cell by cell, with what is merged in its first cell and line breaks kept', () => {
    expect(tableOf(EXCEL)).toEqual([
      ['项目 名称', '', '总投资'],
      ['', '', '1200.00'],
      ['甲材料\n二期', '襄汾县', '5,000.00'],
    ]);
  });

  it('loses its looks and none of its cells, whatever stands in them', () => {
    const html = `<style>td { color: red }</style><table><tr><td style='mso-number-format:"\\>0"' class=a>12</td><td style=color:red>style="x"</td></tr></table>`;
    expect(tableOf(html)).toEqual([['12', 'style="x"']]);
  });

  it('is none where the HTML has no cells', () => {
    expect([tableOf('<p>洪洞县</p>'), tableOf(''), tableOf('<table></table>')]).toEqual([null, null, null]);
  });

  it('runs nothing and takes the largest of several', () => {
    const html = '<table><tr><td>a</td></tr></table><table><tr><td><img src=x onerror="throw 1">b</td></tr><tr><td>c</td></tr></table>';
    expect(tableOf(html)).toEqual([['b'], ['c']]);
  });
});

describe('what was copied', () => {
  it('is the text where that has all cells', () => {
    const plain = '项目\t\t总投资\n\t\t1200\n"甲材料\n二期"\t襄汾县\t5000\n';
    expect(copiedText(clipboard(plain, EXCEL))).toBe(plain);
    expect(copiedText(clipboard('甲\t1', ''))).toBe('甲\t1');
    expect(copiedText(clipboard('洪洞县', '<p>洪洞县</p>'))).toBe('洪洞县');
  });

  it.each([
    ['is missing', ''],
    ['has lost its tabs', '项目名称 总投资\n1200\n甲材料 襄汾县 5000'],
    ['has torn a cell into two lines', '项目\t\t总投资\n\t\t1200\n甲材料\n二期\t襄汾县\t5000'],
  ])('is the table where the text %s', (_, plain) => {
    expect(copiedText(clipboard(plain, EXCEL))).toBe('项目 名称\t\t总投资\n\t\t1200.00\n"甲材料\n二期"\t襄汾县\t5,000.00');
  });
});
